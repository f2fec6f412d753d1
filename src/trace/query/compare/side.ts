/**
 * One side of a comparison, put in order: agents in tree order, each with its turns, calls, tools and its transcript in the
 * order the model saw it. Order never depends on wall time or on map order, only on the tree, on seqs within one agent, and
 * on what caused what, so that two recordings of the same run come out alike.
 */
import type { CodexTurnId, InferenceCallId, ItemId, ThreadId } from '../../base/ids.ts'
import type { CodexTurn, Compaction, InferenceCall, Thread, ToolCall, TraceGraph } from '../../model/graph.ts'
import type { CompareOptions } from '../../../shared/view-models/compare.ts'
import { sharedPrefix } from '../trace-index.ts'
import {
  callKey,
  fingerprintItems,
  toolArguments,
  toolsByCall,
  type Fingerprint,
  type Interner,
} from './fingerprint.ts'
import type { ComparedTexts } from './texts.ts'
import { causalRanks } from './rank.ts'
import { normaliseText } from './normalise.ts'

export interface CallSide {
  readonly call: InferenceCall
  /** 1 for the agent's first call. */
  readonly ordinal: number
  readonly rank: number
}

export interface TurnSide {
  readonly turn: CodexTurn
  /** Fingerprint of what started it: user messages and agent messages first seen in this turn. */
  readonly asked: number
  readonly calls: readonly CallSide[]
}

export interface AgentSide {
  readonly thread: Thread
  readonly depth: number
  /** Index into `agents`, -1 without a known parent. */
  readonly parent: number
  /** Last segment of the path, or the task name. */
  readonly name: string
  /** What it was spawned to do, without noise; undefined if that is not recorded. */
  readonly task: string | undefined
  readonly turns: readonly TurnSide[]
  readonly transcript: readonly ItemId[]
  /** By start. */
  readonly tools: readonly ToolCall[]
  /** As installed. */
  readonly compactions: readonly Compaction[]
  /** The thread has an end. */
  readonly finished: boolean
}

export interface CompareSide {
  /** This side comes first in the canonical order of the two; see `order.ts`. */
  readonly first: boolean
  readonly graph: TraceGraph
  readonly texts: ComparedTexts
  /** Of the items that count: what is left out of the comparison has none. */
  readonly prints: ReadonlyMap<ItemId, Fingerprint>
  /** Calls about whose answer nothing can be said: there is none yet, or the recording stops before what it calls is known. */
  readonly open: ReadonlySet<InferenceCallId>
  /** Parents before children, siblings in order of their start. */
  readonly agents: readonly AgentSide[]
  readonly agentOf: ReadonlyMap<ThreadId, number>
}

export function buildSide(
  graph: TraceGraph,
  texts: ComparedTexts,
  first: boolean,
  interner: Interner,
  { ignoreReasoning }: CompareOptions,
): CompareSide {
  const prints = fingerprintItems(graph, texts, interner, ({ kind }) => !ignoreReasoning || kind !== 'reasoning')
  const callsOf = groupBySeq(graph.inference_calls.values(), (call) => call.thread_id)
  const turnsOf = groupBySeq(graph.codex_turns.values(), (turn) => turn.thread_id)
  const toolsOf = groupBySeq(graph.tool_calls.values(), (tool) => tool.thread_id)
  const compactionsOf = compactionsByThread(graph)
  const ranks = causalRanks(graph)
  const agentOf = new Map<ThreadId, number>()
  const agents = treeOrder(graph).map(({ thread, depth }, index): AgentSide => {
    agentOf.set(thread.thread_id, index)
    const calls = callsOf.get(thread.thread_id) ?? []
    const transcript = transcriptOf(thread, calls).filter((id) => prints.has(id))
    return {
      thread,
      depth,
      parent: thread.origin.type === 'spawned' ? (agentOf.get(thread.origin.parent_thread_id) ?? -1) : -1,
      name: thread.agent_path.split('/').findLast((segment) => segment !== '') ?? thread.agent_path,
      task: taskOf(graph, thread, texts),
      turns: turnSides(graph, prints, interner, turnsOf.get(thread.thread_id) ?? [], calls, transcript, ranks),
      transcript,
      tools: toolsOf.get(thread.thread_id) ?? [],
      compactions: compactionsOf.get(thread.thread_id) ?? [],
      finished: thread.execution.ended_seq !== null,
    }
  })
  return { first, graph, texts, prints, open: openCalls(graph), agents, agentOf }
}

/** An item that calls a tool does not say which: that is known once the tool was started, which a turn that goes on may still do. */
function openCalls(graph: TraceGraph): ReadonlySet<InferenceCallId> {
  const started = toolsByCall(graph)
  const isUnknown = (id: ItemId): boolean => {
    const item = graph.conversation_items.get(id)
    if (item?.kind !== 'function_call' && item?.kind !== 'custom_tool_call') return false
    return item.call_id !== null && !started.has(callKey(item.thread_id, item.call_id))
  }
  const open = new Set<InferenceCallId>()
  for (const call of graph.inference_calls.values()) {
    const { response_item_ids: answer, execution, inference_call_id: id } = call
    const goesOn = graph.codex_turns.get(call.codex_turn_id)?.execution.ended_seq === null
    if (answer.length === 0 ? execution.status === 'running' : goesOn && answer.some(isUnknown)) open.add(id)
  }
  return open
}

function groupBySeq<T extends { readonly execution: { readonly started_seq: number } }>(
  values: Iterable<T>,
  threadOf: (value: T) => ThreadId,
): Map<ThreadId, T[]> {
  const groups = new Map<ThreadId, T[]>()
  for (const value of values) {
    groupInto(groups, threadOf(value), value)
  }
  for (const group of groups.values())
    group.sort((left, right) => left.execution.started_seq - right.execution.started_seq)
  return groups
}

function compactionsByThread(graph: TraceGraph): Map<ThreadId, Compaction[]> {
  const groups = new Map<ThreadId, Compaction[]>()
  const inOrder = [...graph.compactions.values()].sort(
    (left, right) => left.installed_at_unix_ms - right.installed_at_unix_ms,
  )
  for (const compaction of inOrder) groupInto(groups, compaction.thread_id, compaction)
  return groups
}

function groupInto<K, T>(groups: Map<K, T[]>, key: K, value: T): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [value])
  else group.push(value)
}

/** Roots and orphans first to last by start; children after their parent. Cycles of parents are broken at the first thread met. */
function treeOrder(graph: TraceGraph): { readonly thread: Thread; readonly depth: number }[] {
  const byStart = [...graph.threads.values()].sort(
    (left, right) => left.execution.started_seq - right.execution.started_seq,
  )
  const children = new Map<ThreadId, Thread[]>()
  const roots: Thread[] = []
  for (const thread of byStart) {
    const parent = thread.origin.type === 'spawned' ? thread.origin.parent_thread_id : undefined
    if (parent === undefined || !graph.threads.has(parent)) roots.push(thread)
    else groupInto(children, parent, thread)
  }
  const order: { thread: Thread; depth: number }[] = []
  const seen = new Set<ThreadId>()
  const walk = (starts: readonly Thread[]) => {
    const open = starts.map((thread) => ({ thread, depth: 0 })).reverse()
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next.thread.thread_id)) continue
      seen.add(next.thread.thread_id)
      order.push(next)
      const depth = next.depth + 1
      for (const child of (children.get(next.thread.thread_id) ?? []).toReversed()) open.push({ thread: child, depth })
    }
  }
  walk(roots)
  for (const thread of byStart) if (!seen.has(thread.thread_id)) walk([thread])
  return order
}

/** Items in the order in which the agent's model came to see them; items no call shows follow in order of creation. */
function transcriptOf(thread: Thread, calls: readonly InferenceCall[]): ItemId[] {
  const seen = new Set<ItemId>()
  let previous: readonly ItemId[] = []
  for (const { request_item_ids: request, response_item_ids: response } of calls) {
    for (let at = sharedPrefix(previous, request); at < request.length; at += 1) addKnown(seen, request[at])
    for (const id of response) seen.add(id)
    previous = request
  }
  for (const id of thread.conversation_item_ids) seen.add(id)
  return [...seen]
}

function addKnown(set: Set<ItemId>, id: ItemId | undefined): void {
  if (id !== undefined) set.add(id)
}

function turnSides(
  graph: TraceGraph,
  prints: ReadonlyMap<ItemId, Fingerprint>,
  interner: Interner,
  turns: readonly CodexTurn[],
  calls: readonly InferenceCall[],
  transcript: readonly ItemId[],
  ranks: ReadonlyMap<InferenceCallId, number>,
): TurnSide[] {
  const asked = new Map<CodexTurnId, number[]>()
  for (const id of transcript) {
    const item = graph.conversation_items.get(id)
    if (item === undefined || item.codex_turn_id === null || item.kind !== 'message') continue
    if (item.role !== 'user' && item.agent_message === undefined) continue
    const print = prints.get(id)?.normal ?? -1
    groupInto(asked, item.codex_turn_id, print)
  }
  const callsOfTurn = new Map<CodexTurnId, CallSide[]>()
  calls.forEach((call, index) => {
    const rank = ranks.get(call.inference_call_id) ?? 0
    groupInto(callsOfTurn, call.codex_turn_id, { call, ordinal: index + 1, rank })
  })
  return turns.map((turn) => ({
    turn,
    asked: interner.idOf(`asked:${(asked.get(turn.codex_turn_id) ?? []).join(',')}`),
    calls: callsOfTurn.get(turn.codex_turn_id) ?? [],
  }))
}

/** The `message` argument of the call that spawned the thread. */
function taskOf(graph: TraceGraph, thread: Thread, texts: ComparedTexts): string | undefined {
  if (thread.origin.type === 'root') return undefined
  const source = graph.interaction_edges.get(thread.origin.spawn_edge_id)?.source
  const tool = source?.type === 'tool_call' ? graph.tool_calls.get(source.tool_call_id) : undefined
  if (tool === undefined) return undefined
  const { text } = toolArguments(graph, tool, texts)
  const message = /"message": ?"((?:[^"\\]|\\.)*)/s.exec(text)?.[1]
  return message === undefined || message === '' ? undefined : normaliseText(message)
}
