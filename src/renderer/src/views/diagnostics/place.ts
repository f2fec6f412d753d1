/** Where a diagnostic lies, and all it says, as text. */
import type { Diagnostic } from '../../../../trace/model/reduction.ts'

/** `trace.jsonl:12 · seq 11`; empty if nothing is known. */
export function diagnosticPlace({ file, line, seq }: Pick<Diagnostic, 'file' | 'line' | 'seq'>): string {
  const where = file === null ? '' : line === null ? file : `${file}:${String(line)}`
  const when = seq === null ? '' : `seq ${String(seq)}`
  return [where, when].filter((part) => part !== '').join(' · ')
}

/** What a diagnostic reads like, for finding. */
export function diagnosticText(diagnostic: Diagnostic): string {
  const { severity, code, object, effect, expected, found } = diagnostic
  return [severity, code, diagnosticPlace(diagnostic), object, effect, expected, found]
    .filter((part) => part !== null)
    .join(' ')
}
