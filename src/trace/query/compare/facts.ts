/** The fields of two objects, name by name. */
import { unreachable } from '../../base/assert.ts'
import type { Field, FieldValue } from '../../../shared/view-models/object.ts'
import type { FactPair } from '../../../shared/view-models/compare.ts'
import { normaliseText } from './normalise.ts'

/** In the order of A's fields, then what only B has. Without what neither side has. */
export function factPairs(a: readonly Field[], b: readonly Field[]): readonly FactPair[] {
  const names = [...new Set([...a, ...b].map(({ name }) => name))]
  return names.flatMap((name) => {
    const left = a.find((field) => field.name === name)?.value
    const right = b.find((field) => field.name === name)?.value
    const [textA, textB] = [valueText(left), valueText(right)]
    return textA === null && textB === null
      ? []
      : [{ name, a: textA, b: textB, differs: howDiffers(name, left, right) }]
  })
}

/** Facts of two sides that are known as text. */
export function fact(name: string, a: string | null, b: string | null): FactPair {
  return { name, a, b, differs: a === b ? 'no' : 'yes' }
}

/** Positions in the log and the ids of a recording differ in any two. */
const noisyNames = /\bseq$|\bids?$|^nickname$|^response id$|^upstream/

function howDiffers(name: string, a: FieldValue | undefined, b: FieldValue | undefined): FactPair['differs'] {
  const [textA, textB] = [valueText(a), valueText(b)]
  if (textA === textB) return 'no'
  const types = [a?.type, b?.type]
  if (types.includes('time') || types.includes('duration')) return 'timing'
  if (noisyNames.test(name)) return 'noise'
  return textA !== null && textB !== null && normaliseText(textA) === normaliseText(textB) ? 'noise' : 'yes'
}

function valueText(value: FieldValue | undefined): string | null {
  if (value === undefined) return null
  switch (value.type) {
    case 'text':
      return value.text
    case 'id':
      return value.label
    case 'time':
      return new Date(value.ms).toISOString()
    case 'duration':
      return durationText(value.ms)
    case 'number':
      return value.unit === '' ? String(value.value) : `${String(value.value)} ${value.unit}`
    case 'cost':
      return `${String(value.amount)} ${value.currency}`
    case 'status':
      return value.status
    case 'none':
      return null
    default:
      return unreachable(value)
  }
}

export function durationText(ms: number): string {
  return Math.abs(ms) < 1000 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(2)} s`
}
