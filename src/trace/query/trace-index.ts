/**
 * The index of one revision of a trace: what every query looks things up in. Built once per revision in near-linear time;
 * the parts that only some views need are made on first use. Never changed afterwards.
 */
import { as } from '../base/ids.ts'
import type {
  CodeCellId,
  CodexTurnId,
  CompactionId,
  EdgeId,
  InferenceCallId,
  ItemId,
  RawPayloadId,
  ThreadId,
  ToolCallId,
} from '../base/ids.ts'
import type { EventIndex } from '../model/event-index.ts'
import type {
  CodeCell,
  CodexTurn,
  Compaction,
  CompactionRequest,
  ConversationItem,
  InferenceCall,
  TerminalOperation,
  TerminalSession,
  ToolCall,
  TraceGraph,
} from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { Reduction } from '../model/reduction.ts'
import { addTo, groupBy, lazy } from './grouping.ts'
import type { Groups } from './grouping.ts'
import { anchorRef, interactionsOf } from './interactions.ts'
import type { Interaction } from './interactions.ts'
import { refOfId, threadOf } from './refs.ts'
import { payloadUsersOf } from './payload-users.ts'
import type { PayloadUser } from './payload-users.ts'
import { threadTree } from './thread-tree.ts'
import type { ThreadNode } from './thread-tree.ts'

/** How an item belongs to a tool call: it is the call the model wrote, or the output the model was given. */
export interface ItemOfTool {
  readonly tool: ToolCall
  readonly role: 'call' | 'output'
}

export interface ItemOfCell {
  readonly cell: CodeCell
  readonly role: 'source' | 'output'
}

export interface ItemOfCompaction {
  readonly compaction: Compaction
  readonly role: 'marker' | 'input' | 'replacement'
}

/** Lists hold objects by ascending start seq, equal ones by id, unless a comment says otherwise. */
export interface TraceIndex {
  readonly revision: number
  readonly reduction: Reduction
  readonly graph: TraceGraph
  readonly events: EventIndex
  /** In tree order, with every thread that anything refers to. */
  readonly threads: readonly ThreadNode[]
  /** Position in `threads`. */
  readonly threadPositions: ReadonlyMap<ThreadId, number>
  readonly interactions: readonly Interaction[]

  /** The agent path; the thread's id where no start was recorded. */
  pathOf(thread: ThreadId): string
  turnsOf(thread: ThreadId): readonly CodexTurn[]
  callsOf(thread: ThreadId): readonly InferenceCall[]
  callsOfTurn(turn: CodexTurnId): readonly InferenceCall[]
  toolsOf(thread: ThreadId): readonly ToolCall[]
  toolsOfTurn(turn: CodexTurnId): readonly ToolCall[]
  cellsOf(thread: ThreadId): readonly CodeCell[]
  /** Through the tool call: operations carry no thread of their own. */
  operationsOf(thread: ThreadId): readonly TerminalOperation[]
  sessionsOf(thread: ThreadId): readonly TerminalSession[]
  /** By time of installation. */
  compactionsOf(thread: ThreadId): readonly Compaction[]
  requestsOf(thread: ThreadId): readonly CompactionRequest[]
  requestsOfCompaction(compaction: CompactionId): readonly CompactionRequest[]
  /** Every item of the thread in order of creation, also those the model never got back. */
  itemsOf(thread: ThreadId): readonly ConversationItem[]
  itemsOfTurn(turn: CodexTurnId): readonly ConversationItem[]
  /** The earliest call whose request contains the item: the first time a model saw it as input. */
  firstCallWith(item: ItemId): InferenceCall | undefined
  /** The call whose response contains the item. */
  callAnswering(item: ItemId): InferenceCall | undefined
  /** The call whose answer asked for the tool, observed or derived. */
  callStarting(tool: ToolCallId): InferenceCall | undefined
  toolsOfItem(item: ItemId): readonly ItemOfTool[]
  cellsOfItem(item: ItemId): readonly ItemOfCell[]
  compactionsOfItem(item: ItemId): readonly ItemOfCompaction[]
  /** Tool calls that a code cell made. */
  toolsOfCell(cell: CodeCellId): readonly ToolCall[]
  /** The exec tool call that started the cell. */
  toolStarting(cell: CodeCellId): ToolCall | undefined
  interaction(edge: EdgeId): Interaction | undefined
  /** Edges whose source is this tool call, item or thread. */
  edgesFrom(ref: ObjectRef): readonly Interaction[]
  edgesTo(ref: ObjectRef): readonly Interaction[]
  edgesCarrying(item: ItemId): readonly Interaction[]
  payloadUsers(payload: RawPayloadId): readonly PayloadUser[]
  /** Number of diagnostics on the object with this id. */
  diagnosticsOf(id: string): number
  /** Number of diagnostics on the thread and on everything that belongs to it. */
  diagnosticsInThread(thread: ThreadId): number
}

/** An index without evidence, as of a lone `state.json`. */
export const noEvents: EventIndex = {
  count: 0,
  row(index) {
    throw new RangeError(`no event ${String(index)}: there is no log`)
  },
  objectsOf: () => [],
  eventsOf: () => [],
  indexOfSeq: () => undefined,
}

export function buildIndex(reduction: Reduction, events: EventIndex = noEvents, revision = 0): TraceIndex {
  const { graph } = reduction
  const turns = ordered(graph.codex_turns.values())
  const calls = ordered(graph.inference_calls.values())
  const tools = ordered(graph.tool_calls.values())
  const turnsByThread = groupBy(turns, (turn) => turn.thread_id)
  const callsByThread = groupBy(calls, (call) => call.thread_id)
  const toolsByThread = groupBy(tools, (tool) => tool.thread_id)
  const callsByTurn = groupBy(calls, (call) => call.codex_turn_id)
  const toolsByTurn = groupBy(tools, (tool) => tool.started_by_codex_turn_id)
  const cellsByThread = groupBy(ordered(graph.code_cells.values()), (cell) => cell.thread_id)
  const requests = ordered(graph.compaction_requests.values())
  const requestsByThread = groupBy(requests, (request) => request.thread_id)
  const requestsByCompaction = groupBy(requests, (request) => request.compaction_id)
  const operationsByThread = groupBy(
    ordered(graph.terminal_operations.values()),
    (operation) => graph.tool_calls.get(operation.tool_call_id)?.thread_id,
  )
  const compactionsByThread = groupBy(
    [...graph.compactions.values()].sort((a, b) => a.installed_at_unix_ms - b.installed_at_unix_ms),
    (compaction) => compaction.thread_id,
  )
  const interactions = interactionsOf(reduction)
  const threads = threadTree(graph.threads, [
    ...reduction.derived.missing_threads,
    ...turnsByThread.keys(),
    ...callsByThread.keys(),
    ...toolsByThread.keys(),
    ...cellsByThread.keys(),
    ...compactionsByThread.keys(),
    ...requestsByThread.keys(),
    ...threadsOfAnchors(interactions),
  ])
  const threadPositions = new Map(threads.map((node, position) => [node.threadId, position]))
  const sessionsByThread = lazy(() =>
    groupBy(ordered(graph.terminal_sessions.values()), (session) => session.thread_id),
  )
  const items = lazy(() => groupItems(graph))
  const firstCalls = lazy(() => firstCallsOfItems(callsByThread))
  const answers = lazy(() => answersOfItems(calls))
  const starters = lazy(() => startersOfTools(calls, reduction))
  const itemRoles = lazy(() => rolesOfItems(tools, graph))
  const cellTools = lazy(() => toolsOfCells(tools, graph))
  const edges = lazy(() => edgesByAnchor(interactions))
  const payloadUsers = lazy(() => payloadUsersOf(graph, interactions))
  const threadDiagnostics = lazy(() => diagnosticsByThread(reduction))

  return {
    revision,
    reduction,
    graph,
    events,
    threads,
    threadPositions,
    interactions,
    pathOf: (thread) => graph.threads.get(thread)?.agent_path ?? thread,
    turnsOf: (thread) => turnsByThread.get(thread) ?? [],
    callsOf: (thread) => callsByThread.get(thread) ?? [],
    callsOfTurn: (turn) => callsByTurn.get(turn) ?? [],
    toolsOf: (thread) => toolsByThread.get(thread) ?? [],
    toolsOfTurn: (turn) => toolsByTurn.get(turn) ?? [],
    cellsOf: (thread) => cellsByThread.get(thread) ?? [],
    operationsOf: (thread) => operationsByThread.get(thread) ?? [],
    sessionsOf: (thread) => sessionsByThread().get(thread) ?? [],
    compactionsOf: (thread) => compactionsByThread.get(thread) ?? [],
    requestsOf: (thread) => requestsByThread.get(thread) ?? [],
    requestsOfCompaction: (compaction) => requestsByCompaction.get(compaction) ?? [],
    itemsOf: (thread) => items().byThread.get(thread) ?? [],
    itemsOfTurn: (turn) => items().byTurn.get(turn) ?? [],
    firstCallWith: (item) => firstCalls().get(item),
    callAnswering: (item) => answers().get(item),
    callStarting: (tool) => starters().get(tool),
    toolsOfItem: (item) => itemRoles().tools.get(item) ?? [],
    cellsOfItem: (item) => itemRoles().cells.get(item) ?? [],
    compactionsOfItem: (item) => itemRoles().compactions.get(item) ?? [],
    toolsOfCell: (cell) => cellTools().requested.get(cell) ?? [],
    toolStarting: (cell) => cellTools().starting.get(cell),
    interaction: (edge) => edges().byId.get(edge),
    edgesFrom: (ref) => edges().from.get(keyOf(ref)) ?? [],
    edgesTo: (ref) => edges().to.get(keyOf(ref)) ?? [],
    edgesCarrying: (item) => edges().carrying.get(item) ?? [],
    payloadUsers: (payload) => payloadUsers().get(payload) ?? [],
    diagnosticsOf: (id) => reduction.marks.get(id)?.length ?? 0,
    diagnosticsInThread: (thread) => threadDiagnostics().get(thread)?.size ?? 0,
  }
}

/** By start seq; equal ones keep the order of the graph. */
function ordered<T extends { readonly execution: { readonly started_seq: number } }>(
  values: Iterable<T>,
): readonly T[] {
  return [...values].sort((a, b) => a.execution.started_seq - b.execution.started_seq)
}

function* threadsOfAnchors(interactions: readonly Interaction[]): Iterable<ThreadId> {
  for (const { source, target } of interactions) {
    if (source.type === 'thread') yield source.thread_id
    if (target.type === 'thread') yield target.thread_id
  }
}

interface ItemGroups {
  readonly byThread: Groups<ThreadId, ConversationItem>
  readonly byTurn: Groups<CodexTurnId, ConversationItem>
}

/** Item ids end in the number of their creation; ids of another form come last, in the order of the graph. */
function groupItems(graph: TraceGraph): ItemGroups {
  const numbered = [...graph.conversation_items.values()].map((item) => ({
    item,
    number: creationNumber(item.item_id),
  }))
  numbered.sort((a, b) => a.number - b.number)
  const items = numbered.map(({ item }) => item)
  return {
    byThread: groupBy(items, (item) => item.thread_id),
    byTurn: groupBy(items, (item) => item.codex_turn_id),
  }
}

function creationNumber(id: ItemId): number {
  const number = Number(id.slice(id.lastIndexOf(':') + 1))
  return Number.isSafeInteger(number) ? number : Number.MAX_SAFE_INTEGER
}

/** Requests repeat their history: only what lies behind the prefix shared with the previous call has to be looked at. */
function firstCallsOfItems(callsByThread: Groups<ThreadId, InferenceCall>): ReadonlyMap<ItemId, InferenceCall> {
  const first = new Map<ItemId, InferenceCall>()
  for (const calls of callsByThread.values()) {
    let previous: readonly ItemId[] = []
    for (const call of calls) {
      const input = call.request_item_ids
      for (let position = sharedPrefix(previous, input); position < input.length; position++) {
        const item = input[position]
        if (item !== undefined && !first.has(item)) first.set(item, call)
      }
      previous = input
    }
  }
  return first
}

/** Number of leading ids that two lists have in common. */
export function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  const limit = Math.min(a.length, b.length)
  let length = 0
  while (length < limit && a[length] === b[length]) length++
  return length
}

function answersOfItems(calls: readonly InferenceCall[]): ReadonlyMap<ItemId, InferenceCall> {
  const answers = new Map<ItemId, InferenceCall>()
  for (const call of calls) {
    for (const item of call.response_item_ids) if (!answers.has(item)) answers.set(item, call)
  }
  return answers
}

function startersOfTools(
  calls: readonly InferenceCall[],
  { derived }: Reduction,
): ReadonlyMap<ToolCallId, InferenceCall> {
  const starters = new Map<ToolCallId, InferenceCall>()
  for (const call of calls) {
    for (const tool of startedBy(call, derived.tool_call_ids_started_by_response)) {
      if (!starters.has(tool)) starters.set(tool, call)
    }
  }
  return starters
}

function startedBy(
  call: InferenceCall,
  derived: ReadonlyMap<InferenceCallId, readonly ToolCallId[]>,
): readonly ToolCallId[] {
  return [...call.tool_call_ids_started_by_response, ...(derived.get(call.inference_call_id) ?? [])]
}

interface ItemRoles {
  readonly tools: Groups<ItemId, ItemOfTool>
  readonly cells: Groups<ItemId, ItemOfCell>
  readonly compactions: Groups<ItemId, ItemOfCompaction>
}

function rolesOfItems(toolCalls: readonly ToolCall[], graph: TraceGraph): ItemRoles {
  const tools = new Map<ItemId, ItemOfTool[]>()
  for (const tool of toolCalls) {
    for (const item of tool.model_visible_call_item_ids) addTo(tools, item, { tool, role: 'call' })
    for (const item of tool.model_visible_output_item_ids) addTo(tools, item, { tool, role: 'output' })
  }
  const cells = new Map<ItemId, ItemOfCell[]>()
  for (const cell of graph.code_cells.values()) {
    addTo(cells, cell.source_item_id, { cell, role: 'source' })
    for (const item of cell.output_item_ids) addTo(cells, item, { cell, role: 'output' })
  }
  const compactions = new Map<ItemId, ItemOfCompaction[]>()
  for (const compaction of graph.compactions.values()) {
    addTo(compactions, compaction.marker_item_id, { compaction, role: 'marker' })
    for (const item of compaction.input_item_ids) addTo(compactions, item, { compaction, role: 'input' })
    for (const item of compaction.replacement_item_ids) addTo(compactions, item, { compaction, role: 'replacement' })
  }
  return { tools, cells, compactions }
}

/** Indices of diagnostics by the thread that their object belongs to; a diagnostic counts once per thread. */
function diagnosticsByThread(reduction: Reduction): ReadonlyMap<ThreadId, ReadonlySet<number>> {
  const byThread = new Map<ThreadId, Set<number>>()
  for (const [id, indices] of reduction.marks) {
    const ref = refOfId(reduction, id)
    const thread = ref === undefined ? undefined : threadOf(reduction.graph, ref)
    if (thread === undefined) continue
    const known = byThread.get(thread) ?? new Set()
    for (const index of indices) known.add(index)
    byThread.set(thread, known)
  }
  return byThread
}

interface CellTools {
  readonly requested: Groups<CodeCellId, ToolCall>
  readonly starting: ReadonlyMap<CodeCellId, ToolCall>
}

function toolsOfCells(tools: readonly ToolCall[], graph: TraceGraph): CellTools {
  const starting = new Map<CodeCellId, ToolCall>()
  for (const tool of tools) {
    const cell = cellStartedBy(tool, graph)
    if (cell !== undefined && !starting.has(cell)) starting.set(cell, tool)
  }
  const requested = groupBy(tools, (tool) =>
    tool.requester.type === 'code_cell' ? tool.requester.code_cell_id : undefined,
  )
  return { requested, starting }
}

/** As recorded; releases before 0.169 do not say it, but the exec tool has the call id that the cell's id is made of. */
export function cellStartedBy(tool: ToolCall, graph: TraceGraph): CodeCellId | undefined {
  if (tool.started_code_cell_id !== undefined) return tool.started_code_cell_id
  if (tool.kind.type !== 'other' || tool.kind.name !== 'exec' || tool.model_visible_call_id === null) return undefined
  const id = as<CodeCellId>(`code_cell:${tool.model_visible_call_id}`)
  return graph.code_cells.get(id)?.thread_id === tool.thread_id ? id : undefined
}

interface EdgeGroups {
  readonly byId: ReadonlyMap<EdgeId, Interaction>
  readonly from: Groups<string, Interaction>
  readonly to: Groups<string, Interaction>
  readonly carrying: Groups<ItemId, Interaction>
}

function edgesByAnchor(interactions: readonly Interaction[]): EdgeGroups {
  const carrying = new Map<ItemId, Interaction[]>()
  for (const interaction of interactions) {
    for (const item of interaction.carriedItemIds) addTo(carrying, item, interaction)
  }
  return {
    byId: new Map(interactions.map((interaction) => [interaction.edgeId, interaction])),
    from: groupBy(interactions, (interaction) => keyOf(anchorRef(interaction.source))),
    to: groupBy(interactions, (interaction) => keyOf(anchorRef(interaction.target))),
    carrying,
  }
}

function keyOf({ kind, id }: ObjectRef): string {
  return `${kind} ${id}`
}
