/** Arguments of a function call: JSON inside a JSON string. */
import { parseExact, toPlain, type ExactValue } from '../../base/json/exact.ts'
import { JsonFault } from '../../base/json/scan.ts'

export interface Arguments {
  readonly plain: unknown
  readonly exact: ExactValue
}

/** Undefined if the text is not one JSON document. */
export function readArguments(text: string): Arguments | undefined {
  try {
    const exact = parseExact(text)
    return { plain: toPlain(exact), exact }
  } catch (fault) {
    if (fault instanceof JsonFault) return undefined
    throw fault
  }
}
