/** Turns whatever a call threw into what may cross to the page: a code and facts, never a stack. */
import type { CallFailure } from '../../shared/events.ts'
import { TraceError } from '../../trace/base/errors.ts'

/** A call that ends with a failure of the contract: refused, cancelled, or failed on the other side of a port. */
export class CallRefusal extends Error {
  override readonly name = 'CallRefusal'
  readonly failure: CallFailure

  constructor(failure: CallFailure) {
    super(failure.message)
    this.failure = failure
  }
}

export function failureOf(error: unknown): CallFailure {
  if (error instanceof CallRefusal) return error.failure
  if (error instanceof TraceError) {
    const { file, line, seq } = error.where
    return {
      code: error.code,
      message: error.message,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(seq === undefined ? {} : { seq }),
    }
  }
  return { code: 'internal', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}

/** What the log says of our own bug. */
export function bugReport(bug: unknown): string {
  return `${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`
}
