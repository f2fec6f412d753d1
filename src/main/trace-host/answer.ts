/** What answering a call means here: a session and a checked request in, the contract's response out. */
import type { HostCallName } from '../../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../../shared/calls/index.ts'
import type { TraceSession } from './trace-session.ts'

export type Answers = {
  readonly [Name in HostCallName]: (
    session: TraceSession,
    request: RequestOf<Name>,
  ) => ResponseOf<Name> | Promise<ResponseOf<Name>>
}
