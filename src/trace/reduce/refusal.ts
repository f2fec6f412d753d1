/** Thrown in strict mode where the reference stops. */
import { TraceError } from '../base/errors.ts'
import type { Verdict } from '../model/reduction.ts'

export type Refused = Extract<Verdict, { accepted: false }>

export class Refusal extends TraceError {
  readonly verdict: Refused

  constructor(verdict: Refused) {
    const { file, line, seq, object } = verdict
    super('refused', verdict.message, {
      ...(file !== null && { file }),
      ...(line !== null && { line }),
      ...(seq !== null && { seq }),
      ...(object !== null && { object }),
    })
    this.verdict = verdict
  }
}
