/**
 * Everything the reduction knows at one moment: the graph's drafts, the queues that wait for later evidence, and indexes
 * over both. A record of maps keyed by ids from the bundle, never objects. Handlers change it; nothing else does.
 */
import type {
  CodeCellId,
  CodexTurnId,
  CompactionId,
  CompactionRequestId,
  EdgeId,
  InferenceCallId,
  ItemId,
  ModelVisibleCallId,
  OperationId,
  RawPayloadId,
  ResponsesItemId,
  RolloutId,
  RuntimeCellId,
  TerminalId,
  ThreadId,
  ToolCallId,
  TraceId,
  UnixMs,
} from '../base/ids.ts'
import type { Compaction, RawPayloadRef, RolloutStatus, TerminalResult } from '../model/graph.ts'
import type {
  Acceptance,
  CellDraft,
  CompactionRequestDraft,
  EdgeDraft,
  InferenceDraft,
  ItemDraft,
  OperationDraft,
  PendingEdge,
  QueuedCell,
  SessionDraft,
  ThreadDraft,
  ToolDraft,
  TurnDraft,
} from './drafts.ts'
import { ShownRequests } from './shown-requests.ts'

export interface State {
  traceId: TraceId
  readonly rolloutId: RolloutId
  rootThreadId: ThreadId
  readonly startedAt: UnixMs
  endedAt: UnixMs | null
  status: RolloutStatus
  recordingComplete: boolean

  readonly threads: Map<ThreadId, ThreadDraft>
  readonly turns: Map<CodexTurnId, TurnDraft>
  readonly items: Map<ItemId, ItemDraft>
  readonly inferences: Map<InferenceCallId, InferenceDraft>
  readonly cells: Map<CodeCellId, CellDraft>
  readonly tools: Map<ToolCallId, ToolDraft>
  readonly sessions: Map<TerminalId, SessionDraft>
  readonly operations: Map<OperationId, OperationDraft>
  readonly compactions: Map<CompactionId, Compaction>
  readonly compactionRequests: Map<CompactionRequestId, CompactionRequestDraft>
  readonly edges: Map<EdgeId, EdgeDraft>
  readonly payloads: Map<RawPayloadId, RawPayloadRef>
  /** Threads that no start event was seen for. */
  readonly impliedThreads: Set<ThreadId>

  /** What each thread keeps besides its draft; made on first use. */
  readonly memories: Map<ThreadId, ThreadMemory>
  /** Started cells without their source item, in order of arrival. */
  readonly queuedCells: Map<CodeCellId, QueuedCell>
  /** Queued cells whose source item has been seen since. */
  readonly readyCells: Set<CodeCellId>
  /** Deliveries without an item, in order of arrival. */
  readonly pendingEdges: Map<EdgeId, PendingEdge>

  /** Tolerant only: the newest of several calls with one id. */
  readonly renamedInferences: Map<InferenceCallId, InferenceCallId>
  /** Tolerant only: all calls of an id that has several, in order. */
  readonly toolInstances: Map<ToolCallId, ToolCallId[]>
  /** Tool calls that no start event was seen for. */
  readonly impliedTools: Set<ToolCallId>
  readonly toolsByCall: Map<ModelVisibleCallId, ToolCallId[]>
  /** The threads that have items of a call id. */
  readonly threadsByCall: Map<ModelVisibleCallId, ThreadMemory[]>
  readonly shownRequests: ShownRequests
  readonly toolsByCell: Map<CodeCellId, ToolCallId[]>
  /** The calls in whose response an item is listed. */
  readonly responders: Map<ItemId, Set<InferenceCallId>>
  readonly runningInferences: Map<CodexTurnId, Set<InferenceCallId>>
  readonly cellsByTurn: Map<CodexTurnId, CellDraft[]>
  readonly requestsByCompaction: Map<CompactionId, CompactionRequestId[]>
  /** Items that an edge has as its target. */
  readonly takenItems: Set<ItemId>
  readonly edgesByTool: Map<ToolCallId, EdgeId[]>
  readonly pendingByTool: Map<ToolCallId, Set<EdgeId>>

  /** Terminal output that only releases before 0.162 recorded. */
  readonly olderResults: Map<OperationId, TerminalResult>
  nextItem: number
  nextOperation: number
}

/** What one thread remembers for the sake of later events. */
export interface ThreadMemory {
  /** The conversation as last shown to or produced by the model. Replaced, never changed. */
  snapshot: readonly ItemId[]
  /** Installed by a compaction, used by the next full request. */
  replacement: readonly ItemId[] | undefined
  /** [S2] The most recently started call. */
  newestInference: InferenceCallId | undefined
  /** [S2] First acceptance of each Responses id. */
  readonly acceptances: Map<ResponsesItemId, Acceptance>
  /** [S2] Accepted agent messages that no request has claimed. */
  readonly waiting: Map<ResponsesItemId, ItemId>
  /** In order of creation. */
  readonly itemsByCall: Map<ModelVisibleCallId, ItemDraft[]>
  /** Call ids whose items may link anew when they are sighted again. */
  readonly staleCalls: Set<ModelVisibleCallId>
  readonly itemsByResponsesId: Map<ResponsesItemId, ItemDraft[]>
  /** Kind and call id of calls that are known to have been reused. */
  readonly reusedCalls: Set<string>
  readonly callsByResponse: Map<string, Set<InferenceCallId>>
  readonly cellsByHandle: Map<RuntimeCellId, CodeCellId>
  readonly sessionsByProcess: Map<string, TerminalId>
  readonly queuedByCall: Map<ModelVisibleCallId, CodeCellId[]>
  /** The last assistant message of each turn. */
  readonly lastMessages: Map<CodexTurnId | null, ItemDraft>
  /** Deliveries shown in the thread's list, by author and content, in order of the list. */
  readonly deliveries: Map<string, Map<string, ItemId[]>>
  /** Pending edges to this thread, by author and content, in order of arrival. */
  readonly expected: Map<string, Map<string, Set<EdgeId>>>
}

export function memoryOf(state: State, thread: ThreadId): ThreadMemory {
  const known = state.memories.get(thread)
  if (known !== undefined) return known
  const fresh: ThreadMemory = {
    snapshot: [],
    replacement: undefined,
    newestInference: undefined,
    acceptances: new Map(),
    waiting: new Map(),
    itemsByCall: new Map(),
    staleCalls: new Set(),
    itemsByResponsesId: new Map(),
    reusedCalls: new Set(),
    callsByResponse: new Map(),
    cellsByHandle: new Map(),
    sessionsByProcess: new Map(),
    queuedByCall: new Map(),
    lastMessages: new Map(),
    deliveries: new Map(),
    expected: new Map(),
  }
  state.memories.set(thread, fresh)
  return fresh
}

/** The call became known, or was answered: its items link anew when they are sighted again, in whatever thread. */
export function relinkCall(state: State, call: ModelVisibleCallId): void {
  for (const { staleCalls } of state.threadsByCall.get(call) ?? []) staleCalls.add(call)
}

export function newState(rollout: {
  readonly trace_id: TraceId
  readonly rollout_id: RolloutId
  readonly root_thread_id: ThreadId
  readonly started_at_unix_ms: UnixMs
}): State {
  return {
    traceId: rollout.trace_id,
    rolloutId: rollout.rollout_id,
    rootThreadId: rollout.root_thread_id,
    startedAt: rollout.started_at_unix_ms,
    endedAt: null,
    status: 'running',
    recordingComplete: false,
    threads: new Map(),
    turns: new Map(),
    items: new Map(),
    inferences: new Map(),
    cells: new Map(),
    tools: new Map(),
    sessions: new Map(),
    operations: new Map(),
    compactions: new Map(),
    compactionRequests: new Map(),
    edges: new Map(),
    payloads: new Map(),
    impliedThreads: new Set(),
    memories: new Map(),
    queuedCells: new Map(),
    readyCells: new Set(),
    pendingEdges: new Map(),
    renamedInferences: new Map(),
    toolInstances: new Map(),
    impliedTools: new Set(),
    toolsByCall: new Map(),
    threadsByCall: new Map(),
    shownRequests: new ShownRequests(),
    toolsByCell: new Map(),
    responders: new Map(),
    runningInferences: new Map(),
    cellsByTurn: new Map(),
    requestsByCompaction: new Map(),
    takenItems: new Set(),
    edgesByTool: new Map(),
    pendingByTool: new Map(),
    olderResults: new Map(),
    nextItem: 1,
    nextOperation: 1,
  }
}
