/**
 * What is wrong with the bundle: the verdict of the reference and the diagnostics. The one place where strict and tolerant
 * part: strict throws at the first refusal, tolerant notes it and lets the caller go on.
 */
import type { Diagnostic, Verdict } from '../model/reduction.ts'
import { factsOf, type Code } from './codes.ts'
import { Refusal, type Refused } from './refusal.ts'

/** Where a finding was made. */
export interface Spot {
  readonly file: string | null
  readonly line: number | null
  readonly seq: number | null
}

export type Mode = 'strict' | 'tolerant'

/** More findings of one code than this are counted only. */
const LISTED = 10_000

export class Findings {
  readonly #mode: Mode
  readonly #diagnostics: Diagnostic[] = []
  readonly #counts = new Map<Code, number>()
  #refused: Refused | undefined

  constructor(mode: Mode, from?: Findings) {
    this.#mode = mode
    if (from === undefined) return
    this.#diagnostics.push(...from.#diagnostics)
    this.#counts = new Map(from.#counts)
    this.#refused = from.#refused
  }

  get verdict(): Verdict {
    return this.#refused ?? { accepted: true }
  }

  get strict(): boolean {
    return this.#mode === 'strict'
  }

  /** The reference stops here with this message. Throws Refusal in strict mode. */
  judge(code: Code, message: string, spot: Spot, object: string | null): void {
    if (this.#refused !== undefined) return
    const refused: Refused = { accepted: false, code, message, ...spot, object }
    if (this.strict) throw new Refusal(refused)
    this.#refused = refused
  }

  diagnose(code: Code, found: string, spot: Spot, object: string | null): void {
    const count = (this.#counts.get(code) ?? 0) + 1
    this.#counts.set(code, count)
    if (count > LISTED) return
    const { severity, expected, effect } = factsOf(code)
    this.#diagnostics.push({ code, severity, ...spot, object, expected, found, effect })
  }

  /** All diagnostics so far, with one more for each code that has too many. */
  list(): Diagnostic[] {
    const omitted = [...this.#counts].filter(([, count]) => count > LISTED)
    return [
      ...this.#diagnostics,
      ...omitted.map(([code, count]): Diagnostic => {
        const { severity, expected, effect } = factsOf('diagnostics_omitted')
        const found = `${String(count - LISTED)} more of ${code}`
        return {
          code: 'diagnostics_omitted',
          severity,
          file: null,
          line: null,
          seq: null,
          object: null,
          expected,
          found,
          effect,
        }
      }),
    ]
  }

  copy(): Findings {
    return new Findings(this.#mode, this)
  }
}
