/** Facts of the run for the header, and the outline: the agent tree with its turns. */
import type { ThreadId } from '../base/ids.ts'
import type { CodexTurn, InferenceCall, ToolCall } from '../model/graph.ts'
import type { Diagnostic, Severity } from '../model/reduction.ts'
import type { OutlineThread, OutlineTurn, Overview, TokenTotals } from '../../shared/view-models/overview.ts'
import type { ThreadNode } from './thread-tree.ts'
import type { TraceIndex } from './trace-index.ts'

/** What the host knows and the graph does not say. */
export interface TraceFacts {
  readonly name: string
  readonly complete: boolean
  readonly hasEvidence: boolean
  readonly manifestSchemaVersion: number
}

export function overview(index: TraceIndex, facts: TraceFacts): Overview {
  const { graph, reduction, events } = index
  const calls = [...graph.inference_calls.values()]
  const tools = [...graph.tool_calls.values()]
  const last = events.count > 0 ? events.row(events.count - 1) : undefined
  return {
    revision: index.revision,
    ...facts,
    schemaVersion: graph.schema_version,
    traceId: graph.trace_id,
    rolloutId: graph.rollout_id,
    rootThreadId: graph.root_thread_id,
    status: graph.status,
    // Schema 1 does not say it; that nothing ended the rollout does.
    recordingComplete: graph.recording_complete ?? (graph.status === 'running' ? false : null),
    startedAt: graph.started_at_unix_ms,
    ...endOf(index),
    lastSeq: last === undefined || Number.isNaN(last.seq) ? null : last.seq,
    counts: {
      threads: graph.threads.size,
      turns: graph.codex_turns.size,
      inferenceCalls: calls.length,
      failedInferenceCalls: countFailed(calls),
      items: graph.conversation_items.size,
      toolCalls: tools.length,
      failedToolCalls: countFailed(tools),
      terminalOperations: graph.terminal_operations.size,
      codeCells: graph.code_cells.size,
      compactions: graph.compactions.size,
      edges: index.interactions.length,
      events: events.count,
      payloads: graph.raw_payloads.size,
      diagnostics: countBySeverity(reduction.diagnostics),
    },
    tokens: tokensOf(calls),
    verdict: reduction.verdict,
    threads: index.threads.map((node) => outlineThread(index, node)),
  }
}

/** Sum over the calls that reported usage; `null` if none did. */
export function tokensOf(calls: Iterable<InferenceCall>): TokenTotals | null {
  let reports = 0
  const sum = { input: 0, cached: 0, output: 0, reasoning: 0 }
  for (const { usage } of calls) {
    if (usage === null) continue
    reports++
    sum.input += usage.input_tokens
    sum.cached += usage.cached_input_tokens
    sum.output += usage.output_tokens
    sum.reasoning += usage.reasoning_output_tokens
  }
  return reports === 0 ? null : sum
}

export function countFailed(calls: readonly (InferenceCall | ToolCall)[]): number {
  return calls.filter((call) => call.execution.status === 'failed').length
}

/** The recorded end; else the time of the last event; else, without a log, the latest time in the graph. */
export function endOf(index: TraceIndex): Pick<Overview, 'endedAt' | 'endedHow'> {
  const { graph, events } = index
  if (graph.ended_at_unix_ms !== null) return { endedAt: graph.ended_at_unix_ms, endedHow: 'observed' }
  for (let position = events.count - 1; position >= 0; position--) {
    const { time } = events.row(position)
    if (!Number.isNaN(time)) return { endedAt: time, endedHow: 'last_event' }
  }
  return { endedAt: latestTime(index), endedHow: 'latest_time' }
}

function latestTime({ graph }: TraceIndex): number {
  let latest: number = graph.started_at_unix_ms
  for (const objects of [graph.threads, graph.codex_turns, graph.inference_calls, graph.tool_calls]) {
    for (const { execution } of objects.values()) {
      latest = Math.max(latest, execution.ended_at_unix_ms ?? execution.started_at_unix_ms)
    }
  }
  return latest
}

function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { info: 0, warning: 0, error: 0 }
  for (const { severity } of diagnostics) counts[severity]++
  return counts
}

function outlineThread(index: TraceIndex, { threadId, thread, path, depth, parent }: ThreadNode): OutlineThread {
  const calls = index.callsOf(threadId)
  const tools = index.toolsOf(threadId)
  return {
    threadId,
    path,
    nickname: thread?.nickname ?? null,
    role: thread?.origin.type === 'spawned' && thread.origin.agent_role !== '' ? thread.origin.agent_role : null,
    model: thread?.default_model ?? null,
    depth,
    parent,
    status: thread?.execution.status ?? 'unknown',
    startedAt: thread?.execution.started_at_unix_ms ?? firstSeen(index, threadId),
    endedAt: thread?.execution.ended_at_unix_ms ?? null,
    inferenceCalls: calls.length,
    toolCalls: tools.length,
    failures: countFailed(calls) + countFailed(tools),
    diagnostics: index.diagnosticsInThread(threadId),
    tokens: tokensOf(calls),
    turns: index.turnsOf(threadId).map((turn) => outlineTurn(index, turn)),
  }
}

function outlineTurn(index: TraceIndex, { codex_turn_id: turnId, execution }: CodexTurn): OutlineTurn {
  const calls = index.callsOfTurn(turnId)
  const tools = index.toolsOfTurn(turnId)
  return {
    turnId,
    status: execution.status,
    startedAt: execution.started_at_unix_ms,
    endedAt: execution.ended_at_unix_ms,
    inferenceCalls: calls.length,
    toolCalls: tools.length,
    failures: countFailed(calls) + countFailed(tools),
  }
}

/** When a thread without a recorded start first did something; the start of the trace if it never did. */
export function firstSeen(index: TraceIndex, threadId: ThreadId): number {
  const starts = [index.turnsOf(threadId)[0], index.callsOf(threadId)[0], index.toolsOf(threadId)[0]].flatMap(
    (first) => (first === undefined ? [] : [first.execution.started_at_unix_ms]),
  )
  return starts.length === 0 ? index.graph.started_at_unix_ms : Math.min(...starts)
}
