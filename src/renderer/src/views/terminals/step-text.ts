/** What the steps of a terminal read like, for finding in them. Pure. */
import type { TerminalStep } from '../../../../shared/view-models/terminals.ts'

/** Positions of the steps whose input or output, as it ran or as it was told, holds `wanted` (in lower case). */
export function stepsWith(steps: readonly TerminalStep[], wanted: string): readonly number[] {
  return steps.flatMap(({ input, ran, told }, position) => {
    const texts = [input.text, ran?.output.text, told?.header, told?.output.text]
    return texts.some((text) => text?.toLowerCase().includes(wanted) === true) ? [position] : []
  })
}
