/** The Usage view: tokens and time per agent, slow and failed calls, the critical path. */
import type { ExecutionWindow, InferenceCall, ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { TokenTotals } from '../../shared/view-models/overview.ts'
import type { PriceTable } from '../../shared/view-models/prices.ts'
import type { AgentUsage, Costs, Failure, SlowCall, TimeTotals, Usage } from '../../shared/view-models/usage.ts'
import { addCosts, createPricing, type Pricing } from './cost.ts'
import { criticalPath } from './critical-path.ts'
import { openTime, overlaps } from './durations.ts'
import type { TimeRange } from './durations.ts'
import { objectLabel } from './object-label.ts'
import { countFailed, endOf, tokensOf } from './overview.ts'
import { terminalResult } from './terminal-result.ts'
import type { TraceIndex } from './trace-index.ts'

const listed = 100
const listedModels = 20
const noTime: TimeTotals = { inferenceMs: 0, toolMs: 0, waitMs: 0, turnMs: 0, estimated: false }

/** Everything, or what overlaps a range of time. Costs only where there are prices. */
export function usage(index: TraceIndex, range: TimeRange | null = null, prices: PriceTable | null = null): Usage {
  const pricing = prices === null ? undefined : createPricing(prices)
  const endMs = endOf(index).endedAt
  const isWithin = ({ execution }: { readonly execution: ExecutionWindow }): boolean =>
    overlaps(execution, endMs, range)
  const calls = [...index.graph.inference_calls.values()].filter(isWithin)
  const tools = [...index.graph.tool_calls.values()].filter(isWithin)
  const agents = withSubtrees(index.threads.map((node) => agentUsage(index, node, endMs, range, pricing)))
  const failures = failuresOf(index, calls, tools)
  return {
    revision: index.revision,
    range,
    agents,
    tokens: tokensOf(calls),
    time: agents.reduce((sum, agent) => addTime(sum, agent.time), noTime),
    slowestInferences: slowest(index, calls, (call) => ({ kind: 'inference_call', id: call.inference_call_id }), endMs),
    slowestTools: slowest(index, tools, (tool) => ({ kind: 'tool_call', id: tool.tool_call_id }), endMs),
    failures: failures.slice(0, listed),
    failuresTotal: failures.length,
    costs: pricing === undefined ? null : costsOf(index, calls, pricing),
    unpricedModels: unpricedModels(calls, prices),
    criticalPath: criticalPath(index),
  }
}

type OwnUsage = Omit<AgentUsage, 'tokensBelow' | 'timeBelow' | 'costBelow'>

function agentUsage(
  index: TraceIndex,
  { threadId, path, depth, parent }: TraceIndex['threads'][number],
  endMs: number,
  range: TimeRange | null,
  pricing: Pricing | undefined,
): OwnUsage {
  const isWithin = ({ execution }: { readonly execution: ExecutionWindow }): boolean =>
    overlaps(execution, endMs, range)
  const calls = index.callsOf(threadId).filter(isWithin)
  const tools = index.toolsOf(threadId).filter(isWithin)
  const ofModel = tools.filter((tool) => tool.requester.type === 'model')
  const isWait = (tool: ToolCall): boolean => tool.kind.type === 'wait_agent'
  const open = (objects: readonly { readonly execution: ExecutionWindow }[]): ReturnType<typeof openTime> =>
    openTime(
      objects.map(({ execution }) => execution),
      endMs,
      range,
    )
  const [inference, tool, wait] = [
    open(calls),
    open(ofModel.filter((each) => !isWait(each))),
    open(ofModel.filter(isWait)),
  ]
  const turn = open(index.turnsOf(threadId))
  return {
    threadId,
    path,
    depth,
    parent,
    inferenceCalls: calls.length,
    toolCalls: tools.length,
    failures: countFailed(calls) + countFailed(tools),
    tokens: tokensOf(calls),
    cost: pricing?.sumOf(calls) ?? null,
    time: {
      inferenceMs: inference.ms,
      toolMs: tool.ms,
      waitMs: wait.ms,
      turnMs: turn.ms,
      estimated: [inference, tool, wait, turn].some(({ estimated }) => estimated),
    },
  }
}

/** Parents stand before their children: adding from the end carries every sum up to the root. */
function withSubtrees(own: readonly OwnUsage[]): readonly AgentUsage[] {
  const tokens = own.map((agent) => agent.tokens)
  const times = own.map((agent) => agent.time)
  const costs = own.map((agent) => agent.cost)
  for (let at = own.length - 1; at >= 0; at--) {
    const parent = own[at]?.parent ?? -1
    if (parent < 0) continue
    tokens[parent] = addTokens(tokens[parent] ?? null, tokens[at] ?? null)
    costs[parent] = addCosts(costs[parent] ?? null, costs[at] ?? null)
    times[parent] = addTime(times[parent] ?? noTime, times[at] ?? noTime)
  }
  return own.map((agent, at) => ({
    ...agent,
    tokensBelow: tokens[at] ?? null,
    timeBelow: times[at] ?? noTime,
    costBelow: costs[at] ?? null,
  }))
}

function addTokens(a: TokenTotals | null, b: TokenTotals | null): TokenTotals | null {
  if (a === null || b === null) return a ?? b
  return {
    input: a.input + b.input,
    cached: a.cached + b.cached,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
  }
}

function addTime(a: TimeTotals, b: TimeTotals): TimeTotals {
  return {
    inferenceMs: a.inferenceMs + b.inferenceMs,
    toolMs: a.toolMs + b.toolMs,
    waitMs: a.waitMs + b.waitMs,
    turnMs: a.turnMs + b.turnMs,
    estimated: a.estimated || b.estimated,
  }
}

function slowest<T extends InferenceCall | ToolCall>(
  index: TraceIndex,
  calls: readonly T[],
  refOf: (call: T) => ObjectRef,
  endMs: number,
): readonly SlowCall[] {
  const timed = calls.map((call) => {
    const { started_at_unix_ms: startedAt, ended_at_unix_ms: endedAt } = call.execution
    return { call, startedAt, durationMs: Math.max(0, (endedAt ?? endMs) - startedAt), open: endedAt === null }
  })
  timed.sort((a, b) => b.durationMs - a.durationMs || a.call.execution.started_seq - b.call.execution.started_seq)
  return timed.slice(0, listed).map(({ call, startedAt, durationMs, open }) => ({
    ref: refOf(call),
    label: objectLabel(index, refOf(call)),
    path: index.pathOf(call.thread_id),
    status: call.execution.status,
    startedAt,
    durationMs,
    open,
  }))
}

function costsOf(index: TraceIndex, calls: readonly InferenceCall[], pricing: Pricing): Costs {
  const costly = calls.flatMap((call) => {
    const [amount, tokens] = [pricing.costOf(call), tokensOf([call])]
    return amount === undefined || tokens === null ? [] : [{ call, amount, tokens }]
  })
  costly.sort((a, b) => b.amount - a.amount || a.call.execution.started_seq - b.call.execution.started_seq)
  return {
    currency: pricing.table.currency,
    pricesOf: pricing.table.date,
    total: pricing.sumOf(calls),
    calls: calls.length,
    costliest: costly.slice(0, listed).map(({ call, amount, tokens }) => {
      const ref = { kind: 'inference_call', id: call.inference_call_id } as const
      return {
        ref,
        label: objectLabel(index, ref),
        path: index.pathOf(call.thread_id),
        status: call.execution.status,
        startedAt: call.execution.started_at_unix_ms,
        model: call.model,
        tokens,
        amount,
      }
    }),
  }
}

function unpricedModels(calls: readonly InferenceCall[], prices: PriceTable | null): readonly string[] {
  const priced = new Set(prices?.models.map(({ model }) => model))
  const models = new Set(calls.map(({ model }) => model))
  return [...models].filter((model) => !priced.has(model)).slice(0, listedModels)
}

/** A command that ends with another code than 0 counts too, though its call is completed: the model has to deal with it. */
function failuresOf(
  index: TraceIndex,
  calls: readonly InferenceCall[],
  tools: readonly ToolCall[],
): readonly Failure[] {
  const failures: Failure[] = []
  const add = (
    ref: ObjectRef,
    { execution, thread_id: thread }: InferenceCall | ToolCall,
    exitCode: number | null,
  ): void => {
    const isFailed = execution.status === 'failed'
    if (!isFailed && (exitCode === null || exitCode === 0)) return
    failures.push({
      ref,
      label: objectLabel(index, ref),
      path: index.pathOf(thread),
      seq: execution.ended_seq ?? execution.started_seq,
      at: execution.ended_at_unix_ms ?? execution.started_at_unix_ms,
      how: isFailed ? 'failed' : 'exit_code',
      exitCode,
    })
  }
  for (const call of calls) add({ kind: 'inference_call', id: call.inference_call_id }, call, null)
  for (const tool of tools) {
    const { terminal_operation_id: id } = tool
    const operation = id === null ? undefined : index.graph.terminal_operations.get(id)
    const exitCode = operation === undefined ? null : (terminalResult(index, operation).result?.exit_code ?? null)
    add({ kind: 'tool_call', id: tool.tool_call_id }, tool, exitCode)
  }
  return failures.sort((a, b) => a.seq - b.seq)
}
