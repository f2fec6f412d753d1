/** Codes of refusals and failures that can reach the page. Those of `TraceError` come first, unchanged. */
export const errorCodes = [
  'not_found',
  'not_a_bundle',
  'not_a_folder',
  'not_a_file',
  'permission_denied',
  'read_failed',
  'file_too_large',
  'path_outside_bundle',
  'manifest_missing',
  'manifest_malformed',
  'log_missing',
  'state_malformed',
  'archive_malformed',
  'archive_unsafe',
  'archive_unsupported',
  'refused',
  'cancelled',
  'write_failed',
  /** The request does not have the form the contract gives it. */
  'bad_request',
  /** The request did not come from our own page. */
  'sender_refused',
  /** The ticket was never issued to this window, or is spent. */
  'unknown_ticket',
  /** The session was closed or never opened. */
  'unknown_session',
  'unknown_object',
  /** The trace host died; its sessions are gone and can be reopened. */
  'host_gone',
  'connection_lost',
  /** Our own bug. */
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]
