/** Turns Node's system errors into `TraceError` codes. The message names the file as the caller knows it, never an absolute path. */
import { TraceError, type TraceErrorCode } from '../base/errors.ts'

/** `what` is the file as shown: relative to the bundle, or the name a person gave. */
export function fromSystemError(error: unknown, what: string): TraceError {
  if (error instanceof TraceError) return error
  const system = systemCode(error)
  const [code, fact] = meaningOf(system)
  return new TraceError(code, `${JSON.stringify(what)} ${fact} (${system})`, { file: what }, error)
}

/** Whether the error says that there is no such file, as against one that cannot be read. */
export function isAbsence(error: unknown): boolean {
  return meaningOf(systemCode(error))[0] === 'not_found'
}

export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

function meaningOf(system: string): readonly [TraceErrorCode, string] {
  switch (system) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return ['not_found', 'is not there']
    case 'EACCES':
    case 'EPERM':
      return ['permission_denied', 'may not be read by this user']
    case 'EISDIR':
      return ['not_a_file', 'is a folder']
    default:
      return ['read_failed', 'could not be read']
  }
}
