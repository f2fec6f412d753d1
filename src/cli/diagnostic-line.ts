/** Diagnostics and verdicts as one line of text each. */
import type { Diagnostic, Verdict } from '../trace/model/reduction.ts'
import { isOwnLimit } from '../trace/reduce/codes.ts'
import { placeOf } from './command.ts'
import { oneLine } from './printable.ts'

const LONGEST = 1000

/** Such as `warning line_cut_off trace.jsonl line 17: expected a last line that is complete, found …: effect`. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { code, severity, expected, found, effect } = diagnostic
  const facts = [expected !== null && `expected ${expected}`, found !== null && `found ${found}`].filter(
    (fact) => fact !== false,
  )
  const place = placeOf(presentOnly(diagnostic))
  return oneLine(
    `${severity} ${code}${place && ` ${place}`}: ${[facts.join(', '), effect].filter(Boolean).join(': ')}`,
    LONGEST,
  )
}

export function verdictLine(verdict: Verdict): string {
  if (verdict.accepted) return 'accepted by the reference'
  const place = placeOf(presentOnly(verdict))
  return oneLine(`${refuserOf(verdict.code)}: ${verdict.message}${place && ` (${place})`}`, LONGEST)
}

/** Who stopped at a finding with this code. */
export function refuserOf(code: string): string {
  return isOwnLimit(code) ? 'refused by Rolloutlens, not by the reference' : 'refused by the reference'
}

function presentOnly({ file, line, seq, object }: Pick<Diagnostic, 'file' | 'line' | 'seq' | 'object'>) {
  return {
    ...(file !== null && { file }),
    ...(line !== null && { line }),
    ...(seq !== null && { seq }),
    ...(object !== null && { object }),
  }
}
