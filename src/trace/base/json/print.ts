/** Writes exact values the way the reference does: compact, with minimal escapes and the number's own text. */
import { compareBytes } from '../byte-order.ts'
import { ExactNumber, type ExactObject, type ExactValue } from './exact.ts'

/** Compact JSON with members in their own order. */
export function printCompact(value: ExactValue): string {
  return print(value, (members) => [...members])
}

/** Compact JSON with members sorted by the bytes of their keys at every level. */
export function printCanonical(value: ExactValue): string {
  return print(value, (members) => [...members].sort(([a], [b]) => compareBytes(a, b)))
}

function print(value: ExactValue, ordered: (members: ExactObject) => [string, ExactValue][]): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof ExactNumber) return printNumber(value.text)
  if (Array.isArray(value)) return `[${value.map((element) => print(element, ordered)).join(',')}]`
  const members = ordered(value).map(([key, member]) => `${JSON.stringify(key)}:${print(member, ordered)}`)
  return `{${members.join(',')}}`
}

/** Integers lose the sign of zero, exponents get a small letter and always a sign. */
function printNumber(text: string): string {
  if (text === '-0') return '0'
  return text.replace(/[eE]([+-]?)/, (_, sign: string) => `e${sign || '+'}`)
}
