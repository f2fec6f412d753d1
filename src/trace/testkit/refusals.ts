/** What the reference's messages of refusal are in our terms, for tests that compare causes. */
import type { Code } from '../reduce/codes.ts'

/** First line of the reference, our code, and the object concerned as a replacement text of the pattern. */
type Row = readonly [message: RegExp, code: Code, object: string | null]

const rows: readonly Row[] = [
  [/^read <bundle>\/manifest\.json$/, 'manifest_malformed', null],
  [/^unsupported trace event schema \d+ at line \d+$/, 'event_schema_unsupported', null],
  [/^missing or reordered trace event \d+$/, 'event_out_of_order', null],
  [/^trace event belongs to another rollout$/, 'event_of_another_rollout', null],
  [/^trace event after recording completed$/, 'event_after_completion', null],
  [/^(?:open|read) payload (.+)$/, 'payload_unreadable', '$1'],
  [/^(?:parse|invalid) payload (.+)$/, 'payload_malformed', '$1'],

  [/^duplicate thread start for (.+)$/, 'thread_duplicate', '$1'],
  [/^trace event referenced unknown thread (.+)$/, 'thread_unknown', '$1'],
  [/^cannot resume thread ([^:]+): /, 'thread_unknown', '$1'],
  [/^parse thread metadata (.+)$/, 'thread_metadata_malformed', '$1'],
  [/^duplicate codex turn start for (.+)$/, 'turn_duplicate', '$1'],
  [/ referenced unknown (?:Codex |codex )?turn (.+)$/, 'turn_unknown', '$1'],
  [/ used thread .+, but (?:the turn|codex turn (\S+)) belongs to .+$/i, 'turn_thread_mismatch', '$1'],
  [/^accepted agent message does not match receipt (.+)$/, 'accepted_message_mismatch', '$1'],

  [/^duplicate inference start for (.+)$/, 'inference_duplicate', '$1'],
  [/^inference completion referenced unknown call (.+)$/, 'inference_unknown', '$1'],
  [/^inference request payload (.+) (?:did not contain|had non-array) input$/, 'request_malformed', '$1'],
  [/^incremental inference request (\S+) referenced unknown previous/, 'previous_response_unknown', '$1'],
  [/^model conversation mismatch .*: existing item (\S+) does not match/, 'conversation_mismatch', '$1'],
  [/^model-visible call id .+ was reused with different content$/, 'call_id_reused', null],
  [/^unsupported model item type .+ in payload (.+)$/, 'item_type_unknown', '$1'],
  [/^model item in payload (\S+) did not contain a string type$/, 'item_malformed', '$1'],
  [/^(?:message|agent_message|reasoning) item in payload (\S+) /, 'item_malformed', '$1'],
  [/^unsupported message role .+ in payload (.+)$/, 'item_malformed', '$1'],
  [/^failed to parse agent_message item in payload (.+)$/, 'item_malformed', '$1'],
  [/^panic: .*is_char_boundary/, 'summary_cut_inside_character', null],

  [/^compaction checkpoint payload (\S+) did not contain array/, 'checkpoint_malformed', '$1'],
  [/^duplicate compaction install for (.+)$/, 'compaction_duplicate', '$1'],
  [/^compaction installed event (\S+) did not include/, 'compaction_without_context', '$1'],
  [/^duplicate compaction request start for (.+)$/, 'compaction_request_duplicate', '$1'],
  [/^compaction request (\S+) completion used compaction/, 'compaction_request_mismatch', '$1'],

  [/^duplicate tool call start for (.+)$/, 'tool_duplicate', '$1'],
  [/^duplicate tool call for model-visible call id .+$/, 'tool_call_id_taken', null],
  [/^tool call start did not include thread or Codex turn context$/, 'tool_without_context', null],
  [/^tool runtime (?:start|end) referenced unknown call (.+)$/, 'tool_unknown', '$1'],
  [/^duplicate MCP correlation for tool call (.+)$/, 'mcp_correlation_duplicate', '$1'],
  [/^parse MCP runtime invocation in .+$/, 'mcp_invocation_malformed', null],
  [/^wait tool request payload .+$/, 'wait_arguments_malformed', null],
  [/^stdin target referenced unknown (?:call|exec) (.+)$/, 'stdin_target_unknown', '$1'],
  [/^tool runtime start would create a second terminal operation for (.+)$/, 'terminal_operation_duplicate', '$1'],
  [/^parse terminal invocation payload .+ as dispatch payload$/, 'terminal_invocation_malformed', null],
  [/^parse terminal runtime start payload .+$/, 'terminal_begin_malformed', null],
  [/^parse (?:exec|write_stdin) terminal response .+$/, 'terminal_end_malformed', null],
  [/^terminal operation (\S+) changed process id from/, 'terminal_process_changed', '$1'],

  [/^code cell start (code_cell:\S+) did not include a Codex turn id$/, 'cell_without_context', '$1'],
  [/^duplicate code cell start for (.+)$/, 'cell_duplicate', '$1'],
  [/^code cell end referenced unknown runtime cell .+ in thread .+$/, 'cell_unknown', null],

  [/^missing field `\w+`$/, 'agent_event_malformed', null],
  [/^sub-agent activity \w+ does not match tool call kind \w+$/, 'agent_activity_mismatch', null],
  [/agent activity tool call (\S+) (?:missing function )?arguments$/, 'agent_message_unknown', '$1'],
  [/^agent edge referenced unknown thread (.+)$/, 'agent_thread_unknown', '$1'],
  [/^interaction edge (\S+) was observed with conflicting endpoints$/, 'edge_conflict', '$1'],
  [/^pending interaction edge (\S+) was observed with conflicting delivery data$/, 'pending_edge_conflict', '$1'],
]

export interface Cause {
  readonly code: Code
  /** Undefined where the message does not name the object. */
  readonly object: string | undefined
}

/** Undefined for a message that the table does not know. */
export function causeOf(message: string, causes: readonly string[]): Cause | undefined {
  if (message.startsWith('parse trace event line ')) return { code: lineCode(causes[0] ?? ''), object: undefined }
  for (const [pattern, code, object] of rows) {
    const found = pattern.exec(message)
    if (found !== null) return { code, object: object === null ? undefined : found[1] }
  }
  return undefined
}

/** The parser's own words tell what was wrong with the line. */
function lineCode(cause: string): Code {
  if (cause.startsWith('unknown variant')) return 'event_type_unknown'
  return cause.startsWith('missing field') ? 'event_malformed' : 'line_not_json'
}
