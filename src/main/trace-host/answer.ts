/** What answering a call means here: a session and a checked request in, the contract's response out. */
import type { HostCallName } from '../../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../../shared/calls/index.ts'
import type { TraceSession } from './trace-session.ts'

/** Names of the calls over two sessions. */
export type CompareCallName = Extract<HostCallName, `compare/${string}`>

export type Answers = {
  readonly [Name in Exclude<HostCallName, CompareCallName>]: (
    session: TraceSession,
    request: RequestOf<Name>,
  ) => ResponseOf<Name> | Promise<ResponseOf<Name>>
}

/** `session` of the request is `a`, `other` is `b`. */
export type CompareAnswers = {
  readonly [Name in CompareCallName]: (
    a: TraceSession,
    b: TraceSession,
    request: RequestOf<Name>,
  ) => ResponseOf<Name> | Promise<ResponseOf<Name>>
}
