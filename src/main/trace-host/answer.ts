/** What answering a call means here: a session and a checked request in, the contract's response out. */
import type { HostCallName } from '../../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../../shared/calls/index.ts'
import type { LibrarySession } from './library/library-session.ts'
import type { TraceSession } from './trace-session.ts'

/** Names of the calls over two sessions. */
export type CompareCallName = Extract<HostCallName, `compare/${string}`>

/** Names of the calls over a library. */
export type LibraryCallName = Extract<HostCallName, `library/${string}`>

export type Answers = {
  readonly [Name in Exclude<HostCallName, CompareCallName | LibraryCallName>]: (
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

export type LibraryAnswers = {
  readonly [Name in LibraryCallName]: (library: LibrarySession, request: RequestOf<Name>) => ResponseOf<Name>
}
