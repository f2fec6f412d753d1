/**
 * Small graphs for tests of queries, drawn object by object. Spans are seqs `[start, end]`, without an end still open; the
 * wall clock of seq N is `1000 + 10 * N` ms. Ids are what the test says; what it does not say has a plain default.
 */
import { as } from '../base/ids.ts'
import type {
  Brand,
  CodexTurnId,
  CompactionId,
  CompactionRequestId,
  ItemId,
  RawPayloadId,
  ThreadId,
  UnixMs,
} from '../base/ids.ts'
import type {
  CodeCell,
  CodexTurn,
  Compaction,
  ConversationItem,
  ExecutionStatus,
  ExecutionWindow,
  InferenceCall,
  InteractionEdge,
  TerminalOperation,
  Thread,
  ToolCall,
  TraceGraph,
} from '../model/graph.ts'
import { emptyDerived } from '../model/reduction.ts'
import type { DerivedEdge, Diagnostic, Reduction } from '../model/reduction.ts'

export type DrawnSpan = readonly [start: number, end?: number]

export function msOf(seq: number): UnixMs {
  return as<UnixMs>(1000 + 10 * seq)
}

export function spanOf([start, end]: DrawnSpan, status?: ExecutionStatus): ExecutionWindow {
  return {
    started_at_unix_ms: msOf(start),
    started_seq: as(start),
    ended_at_unix_ms: end === undefined ? null : msOf(end),
    ended_seq: end === undefined ? null : as(end),
    status: status ?? (end === undefined ? 'running' : 'completed'),
  }
}

export interface GraphPen {
  thread(id: string, span: DrawnSpan, more?: Partial<Thread> & { readonly parent?: string }): void
  turn(id: string, thread: string, span: DrawnSpan, more?: Partial<CodexTurn>): void
  call(id: string, turn: string, span: DrawnSpan, more?: Partial<InferenceCall>): void
  tool(id: string, turn: string, span: DrawnSpan, more?: Partial<ToolCall>): void
  operation(id: string, tool: string, span: DrawnSpan, more?: Partial<TerminalOperation>): void
  cell(id: string, turn: string, span: DrawnSpan, more?: Partial<CodeCell>): void
  item(id: string, thread: string, text: string, more?: Partial<ConversationItem>): void
  compaction(id: string, turn: string, installedSeq: number, more?: Partial<Compaction>): void
  request(id: string, compaction: string, turn: string, span: DrawnSpan): void
  edge(id: string, more: Pick<InteractionEdge, 'kind' | 'source' | 'target'> & Partial<InteractionEdge>): void
  derivedEdge(id: string, more: Pick<DerivedEdge, 'kind' | 'source' | 'target' | 'seen'> & Partial<DerivedEdge>): void
  payload(id: string, kind?: 'inference_request' | 'tool_result'): void
  diagnostic(code: string, object: string): void
  missingThread(id: string): void
}

/** The graph that `draw` draws; thread `root` and the rest are up to it. */
export function drawGraph(draw: (pen: GraphPen) => void): Reduction {
  const graph = emptyGraph()
  const missing: ThreadId[] = []
  const derivedEdges = new Map<DerivedEdge['edge_id'], DerivedEdge>()
  const diagnostics: Diagnostic[] = []
  const marks = new Map<string, number[]>()
  const threadOfTurn = (turn: string): ThreadId => graph.codex_turns.get(as<CodexTurnId>(turn))?.thread_id ?? as('root')

  draw({
    thread(id, span, { parent, ...more } = {}) {
      put(graph.threads, id, {
        thread_id: as(id),
        agent_path: as(`/${id}`),
        nickname: null,
        origin:
          parent === undefined
            ? { type: 'root' }
            : {
                type: 'spawned',
                parent_thread_id: as(parent),
                spawn_edge_id: as(`edge:spawn:${parent}:${id}`),
                task_name: id,
                agent_role: '',
              },
        execution: spanOf(span),
        default_model: null,
        conversation_item_ids: [],
        ...more,
      })
    },
    turn(id, thread, span, more) {
      const turn = { codex_turn_id: as<CodexTurnId>(id), thread_id: as<ThreadId>(thread), execution: spanOf(span) }
      put(graph.codex_turns, id, { ...turn, input_item_ids: [], ...more })
    },
    call(id, turn, span, more) {
      put(graph.inference_calls, id, {
        inference_call_id: as(id),
        thread_id: threadOfTurn(turn),
        codex_turn_id: as(turn),
        execution: spanOf(span),
        model: 'model',
        provider_name: 'provider',
        response_id: null,
        upstream_request_id: null,
        request_item_ids: [],
        response_item_ids: [],
        tool_call_ids_started_by_response: [],
        usage: null,
        raw_request_payload_id: as<RawPayloadId>(`request of ${id}`),
        raw_response_payload_id: null,
        ...more,
      })
    },
    tool(id, turn, span, more) {
      put(graph.tool_calls, id, {
        tool_call_id: as(id),
        mcp_call_id: null,
        model_visible_call_id: as(id),
        code_mode_runtime_tool_id: null,
        thread_id: threadOfTurn(turn),
        started_by_codex_turn_id: as(turn),
        execution: spanOf(span),
        requester: { type: 'model' },
        kind: { type: 'web' },
        model_visible_call_item_ids: [],
        model_visible_output_item_ids: [],
        terminal_operation_id: null,
        summary: { type: 'generic', label: 'web', input_preview: null, output_preview: null },
        raw_invocation_payload_id: null,
        raw_result_payload_id: null,
        raw_runtime_payload_ids: [],
        ...more,
      })
    },
    operation(id, tool, span, more) {
      put(graph.terminal_operations, id, {
        operation_id: as(id),
        terminal_id: null,
        tool_call_id: as(tool),
        kind: 'exec_command',
        execution: spanOf(span),
        request: {
          type: 'exec_command',
          command: ['bash', '-lc', 'ls'],
          display_command: 'bash -lc ls',
          cwd: '/work',
          yield_time_ms: null,
          max_output_tokens: null,
        },
        result: null,
        model_observations: [],
        raw_payload_ids: [],
        ...more,
      })
    },
    cell(id, turn, span, more) {
      put(graph.code_cells, id, {
        code_cell_id: as(id),
        model_visible_call_id: as(id.replace('code_cell:', '')),
        thread_id: threadOfTurn(turn),
        codex_turn_id: as(turn),
        source_item_id: as<ItemId>(`source of ${id}`),
        output_item_ids: [],
        runtime_cell_id: null,
        execution: spanOf(span),
        runtime_status: 'completed',
        initial_response_at_unix_ms: null,
        initial_response_seq: null,
        initial_response_status: null,
        raw_initial_response_payload_id: null,
        raw_result_payload_id: null,
        yielded_at_unix_ms: null,
        yielded_seq: null,
        source_js: 'text(1)',
        nested_tool_call_ids: [],
        wait_tool_call_ids: [],
        ...more,
      })
    },
    item(id, thread, text, more) {
      put(graph.conversation_items, id, {
        item_id: as(id),
        thread_id: as(thread),
        codex_turn_id: null,
        first_seen_at_unix_ms: msOf(0),
        role: 'user',
        channel: null,
        kind: 'message',
        body: { parts: [{ type: 'text', text }] },
        call_id: null,
        produced_by: [],
        ...more,
      })
    },
    compaction(id, turn, installedSeq, more) {
      put(graph.compactions, id, {
        compaction_id: as(id),
        thread_id: threadOfTurn(turn),
        codex_turn_id: as(turn),
        installed_at_unix_ms: msOf(installedSeq),
        marker_item_id: as<ItemId>(`marker of ${id}`),
        request_ids: [],
        input_item_ids: [],
        replacement_item_ids: [],
        ...more,
      })
    },
    request(id, compaction, turn, span) {
      put(graph.compaction_requests, id, {
        compaction_request_id: as<CompactionRequestId>(id),
        compaction_id: as<CompactionId>(compaction),
        thread_id: threadOfTurn(turn),
        codex_turn_id: as<CodexTurnId>(turn),
        execution: spanOf(span),
        model: 'model',
        provider_name: 'provider',
        raw_request_payload_id: as<RawPayloadId>(`request of ${id}`),
        raw_response_payload_id: null,
      })
    },
    edge(id, more) {
      put(graph.interaction_edges, id, {
        edge_id: as(id),
        started_at_unix_ms: msOf(0),
        ended_at_unix_ms: null,
        carried_item_ids: [],
        carried_raw_payload_ids: [],
        ...more,
      })
    },
    derivedEdge(id, more) {
      put(derivedEdges, id, {
        edge_id: as(id),
        started_at_unix_ms: msOf(0),
        ended_at_unix_ms: null,
        carried_raw_payload_ids: [],
        reason: 'drawn',
        ...more,
      })
    },
    payload(id, kind = 'tool_result') {
      const raw = as<RawPayloadId>(id)
      put(graph.raw_payloads, id, { raw_payload_id: raw, kind: { type: kind }, path: `payloads/${id}.json` })
    },
    diagnostic(code, object) {
      const place = { file: 'trace.jsonl', line: 1, seq: 1, object, expected: null, found: null }
      const position = diagnostics.push({ code, severity: 'warning', ...place, effect: 'none' }) - 1
      marks.set(object, [...(marks.get(object) ?? []), position])
    },
    missingThread(id) {
      missing.push(as(id))
    },
  })
  const derived = { ...emptyDerived(), interaction_edges: derivedEdges, missing_threads: missing }
  return { graph, version: 1, verdict: { accepted: true }, diagnostics, derived, marks }
}

type DrawnMaps = {
  [K in keyof TraceGraph]: TraceGraph[K] extends ReadonlyMap<infer Id, infer T> ? Map<Id, T> : TraceGraph[K]
}

function emptyGraph(): DrawnMaps {
  return {
    schema_version: 2,
    trace_id: as('trace'),
    rollout_id: as('rollout'),
    root_thread_id: as('root'),
    started_at_unix_ms: msOf(0),
    ended_at_unix_ms: null,
    status: 'running',
    threads: new Map(),
    codex_turns: new Map(),
    conversation_items: new Map(),
    inference_calls: new Map(),
    code_cells: new Map(),
    tool_calls: new Map(),
    terminal_sessions: new Map(),
    terminal_operations: new Map(),
    compactions: new Map(),
    compaction_requests: new Map(),
    interaction_edges: new Map(),
    raw_payloads: new Map(),
  }
}

function put<Id extends Brand<string, string>, T>(map: Map<Id, T>, id: string, object: T): void {
  map.set(as<Id>(id), object)
}
