/** What a payload document is declared to be. Both the format and the graph carry it. */
export const rawPayloadKinds = [
  'inference_request',
  'inference_response',
  'compaction_request',
  'compaction_checkpoint',
  'compaction_response',
  'tool_invocation',
  'tool_result',
  'tool_runtime_event',
  'terminal_runtime_event',
  'protocol_event',
  'session_metadata',
  'agent_result',
] as const
export type RawPayloadKind = (typeof rawPayloadKinds)[number]
