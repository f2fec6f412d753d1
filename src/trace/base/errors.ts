/**
 * `TraceError`: a bundle, archive or file cannot be opened or read. What was opened but is doubtful becomes a
 * `Diagnostic` (model/diagnostic.ts) instead. Messages state facts; advice belongs to the view. Branch on `code`.
 */
export const traceErrorCodes = [
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
] as const

export type TraceErrorCode = (typeof traceErrorCodes)[number]

/** Where a problem lies. `file` is relative to the bundle, with `/`; `line` starts at 1. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly seq?: number
  readonly object?: string
}

export class TraceError extends Error {
  override readonly name = 'TraceError'
  readonly code: TraceErrorCode
  readonly where: Place

  constructor(code: TraceErrorCode, message: string, where: Place = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.where = where
  }
}
