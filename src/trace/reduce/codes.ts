/**
 * Every code a diagnostic or a refusal can carry, with what a sound bundle has there and what tolerant reduction does
 * instead. docs/format/diagnostics.md is made from this table.
 */
import type { Severity } from '../model/reduction.ts'

export interface CodeFacts {
  /** Who stops here: the reference, or strict reduction alone, because of a limit of its own. */
  readonly refusedBy: 'reference' | 'rolloutlens' | undefined
  readonly severity: Severity
  readonly expected: string
  /** One sentence: what it means for the graph. */
  readonly effect: string
}

const factsFor =
  (refusedBy: CodeFacts['refusedBy']) =>
  (severity: Severity, expected: string, effect: string): CodeFacts => ({ refusedBy, severity, expected, effect })

const refusal = factsFor('reference')
const limit = factsFor('rolloutlens')
const remark = factsFor(undefined)

const log = {
  manifest_malformed: refusal(
    'warning',
    'all members of the manifest',
    'What the manifest lacks is taken from the log.',
  ),
  schema_unsupported: refusal(
    'warning',
    'schema 1 or 2',
    'The bundle is read by the rules of schema 2 as far as they go.',
  ),
  line_not_utf8: refusal('error', 'a line of UTF-8', 'The line is skipped.'),
  line_not_json: refusal('error', 'one JSON object per line', 'The line is skipped.'),
  line_cut_off: refusal(
    'warning',
    'a last line that is complete',
    'The last line is ignored until the rest of it is there.',
  ),
  line_too_long: limit('error', 'lines of at most 64 MiB', 'The line is skipped.'),
  event_malformed: refusal('error', 'the fields of this event', 'The event is kept as evidence and changes nothing.'),
  event_field_replaced: refusal(
    'warning',
    'a value the format knows',
    'Another value stands in the graph in its place.',
  ),
  event_type_unknown: refusal(
    'warning',
    'an event type of this schema',
    'The event is kept as evidence and changes nothing.',
  ),
  event_of_newer_schema: remark(
    'warning',
    'an event type of this schema',
    'The event means what it means in schema 2.',
  ),
  event_schema_unsupported: refusal(
    'warning',
    'the schema of the manifest',
    'The event is read by the rules of the manifest.',
  ),
  event_out_of_order: refusal('warning', 'sequence numbers without gaps', 'Events are taken in the order of the log.'),
  event_of_another_rollout: refusal(
    'warning',
    'the rollout of the manifest',
    'The event is taken as one of this rollout.',
  ),
  event_after_completion: refusal(
    'warning',
    'nothing behind recording_completed',
    'The event is taken like any other.',
  ),
  event_reserved: refusal('info', 'events with a meaning', 'The event is kept as evidence and changes nothing.'),
} as const

const payloads = {
  payload_unreadable: refusal('error', 'a readable payload file', 'What the payload holds is missing in the graph.'),
  payload_too_large: limit('error', 'a payload of at most 256 MiB', 'What the payload holds is missing in the graph.'),
  payload_outside_bundle: limit('error', 'a path inside the bundle', 'The file is not opened.'),
  payload_malformed: refusal('error', 'one JSON document', 'What the payload holds is missing in the graph.'),
  item_malformed: refusal(
    'warning',
    'a model item the format knows',
    'The item is kept with what could be read of it.',
  ),
  item_type_unknown: refusal('warning', 'a known type of model item', 'The item is kept as a JSON summary.'),
  summary_cut_inside_character: refusal(
    'info',
    'a summary that fits 240 bytes',
    'The summary is cut before the character.',
  ),
} as const

const threads = {
  thread_duplicate: refusal('warning', 'one start per thread', 'The thread goes on; the second start reopens it.'),
  thread_unknown: refusal('warning', 'a started thread', 'The thread is added with what the event tells about it.'),
  thread_metadata_malformed: refusal('warning', 'session metadata', 'The thread has what its start event says.'),
  thread_resumed_running: refusal('info', 'a thread that has ended', 'The thread stays open.'),
  turn_duplicate: refusal('warning', 'one start per turn', 'The turn goes on; the second start is ignored.'),
  turn_unknown: refusal('warning', 'a started turn', 'The turn is added with what the event tells about it.'),
  turn_thread_mismatch: refusal(
    'warning',
    'the thread of the turn',
    'The event counts for the thread it names itself.',
  ),
  acceptance_without_thread: refusal('warning', 'a thread in the envelope', 'The acceptance is ignored.'),
  accepted_message_mismatch: refusal(
    'warning',
    'the accepted agent message',
    'Only the acceptance counts, not the message.',
  ),
} as const

const conversation = {
  inference_duplicate: refusal('warning', 'one start per inference call', 'The second call gets an id of its own.'),
  inference_unknown: refusal('warning', 'a started inference call', 'The event changes nothing.'),
  request_malformed: refusal('error', 'a request with an input list', 'The call is shown without its input.'),
  response_malformed: refusal('error', 'a response with output items', 'The call is shown without its output.'),
  previous_response_unknown: refusal(
    'warning',
    'a response of this thread',
    'The input is appended to the thread as last seen.',
  ),
  conversation_mismatch: refusal('warning', 'the item last seen at this place', 'A new item takes the place.'),
  call_id_reused: refusal('warning', 'one content per model-visible call id', 'Each content is an item of its own.'),
  checkpoint_malformed: refusal('error', 'two lists of items', 'A list that is missing counts as empty.'),
  compaction_duplicate: refusal('warning', 'one install per compaction', 'The second install is ignored.'),
  compaction_without_context: refusal(
    'error',
    'thread and turn in the envelope',
    'The compaction is missing in the graph.',
  ),
  compaction_request_duplicate: refusal('warning', 'one start per request', 'The second start is ignored.'),
  compaction_request_unknown: refusal('warning', 'a started compaction request', 'The event changes nothing.'),
  compaction_request_mismatch: refusal('warning', 'the compaction of the request', 'The request keeps its compaction.'),
} as const

const tools = {
  tool_duplicate: refusal('warning', 'one start per tool call', 'The second call gets an id of its own.'),
  tool_call_id_taken: refusal(
    'warning',
    'one tool call per model-visible call id',
    'Items go to the calls in their order.',
  ),
  tool_without_context: refusal('warning', 'a thread or turn in the envelope', 'The call is put into the root thread.'),
  tool_unknown: refusal('warning', 'a started tool call', 'The call is added with what the event tells about it.'),
  tool_requester_unknown: refusal('warning', 'a started code cell', 'The call names a cell that is not in the graph.'),
  mcp_correlation_unknown: refusal('warning', 'a started tool call', 'The event changes nothing.'),
  mcp_correlation_duplicate: refusal('warning', 'one correlation per tool call', 'The first correlation stays.'),
  mcp_invocation_malformed: refusal('warning', 'server and tool', 'The call keeps its kind.'),
  wait_arguments_malformed: refusal('info', 'a cell id in the arguments', 'The call is not linked to a code cell.'),
  stdin_target_unknown: refusal('warning', 'two started tool calls', 'The terminal operation stays in its session.'),
  terminal_operation_duplicate: refusal('warning', 'one operation per tool call', 'The first operation stays.'),
  terminal_invocation_malformed: refusal(
    'info',
    'arguments of write_stdin',
    'There is no terminal operation for the call.',
  ),
  terminal_begin_malformed: refusal('info', 'a command and a folder', 'There is no terminal operation for the call.'),
  terminal_end_malformed: refusal('warning', 'an exit code or a tool result', 'The operation has no result.'),
  terminal_process_changed: refusal('warning', 'the process of the operation', 'The operation keeps its process.'),
} as const

const cells = {
  cell_without_context: refusal(
    'warning',
    'thread and turn in the envelope',
    'The cell is put where the log is read, or left out.',
  ),
  cell_handle_reused: refusal('warning', 'one cell per handle', 'The handle means the newer cell from here on.'),
  cell_duplicate: refusal('warning', 'one start per code cell', 'The second cell gets an id of its own.'),
  cell_unknown: refusal('warning', 'a started code cell', 'The event changes nothing.'),
  cell_without_source: remark(
    'info',
    'an item with the source',
    'The cell is not in the graph; its tool calls name it.',
  ),
} as const

const agents = {
  agent_event_malformed: refusal('warning', 'an event of an agent tool', 'There is no edge for the call.'),
  agent_activity_mismatch: refusal('warning', 'an activity that fits the tool', 'There is no edge for the call.'),
  agent_message_unknown: refusal('warning', 'a message in the arguments', 'There is no edge for the call.'),
  agent_thread_unknown: refusal(
    'warning',
    'a started agent thread',
    'The thread is added with what the event tells about it.',
  ),
  edge_conflict: refusal('warning', 'one source and target per edge', 'The second interaction is an edge of its own.'),
  pending_edge_conflict: refusal('warning', 'the same delivery', 'The first observation counts.'),
} as const

const own = {
  diagnostics_omitted: remark('info', 'fewer findings of one kind', 'Further ones are counted, not listed.'),
} as const

export const codes = {
  ...log,
  ...payloads,
  ...threads,
  ...conversation,
  ...tools,
  ...cells,
  ...agents,
  ...own,
} as const

export type Code = keyof typeof codes

export function factsOf(code: Code): CodeFacts {
  return codes[code]
}

/** Whether a verdict with this code is that of strict reduction alone. */
export function isOwnLimit(code: string): boolean {
  return Object.entries(codes).some(([known, { refusedBy }]) => known === code && refusedBy === 'rolloutlens')
}
