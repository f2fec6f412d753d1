/**
 * The one way in which two lists are set side by side: equal content first (sequence alignment), then, in the gaps between,
 * what has the same shape in the same place. Order is kept on both sides; what has no counterpart stands alone.
 */
import type { MatchRule, Sureness } from '../../../shared/view-models/compare.ts'
import { alignSequences } from './sequence.ts'

export interface Paired<T> {
  readonly a: T | undefined
  readonly b: T | undefined
  readonly how: MatchRule | null
  readonly sure: Sureness | null
  /** Paired because their content is equal. */
  readonly equal: boolean
}

export interface PairedLists<T> {
  readonly pairs: readonly Paired<T>[]
  readonly coarse: boolean
}

/** A list element with its content and its shape as interned integers. */
export interface Keyed<T> {
  readonly value: T
  readonly content: number
  readonly shape: number
}

/** `aFirst` as for `alignSequences`. */
export function pairLists<T>(a: readonly Keyed<T>[], b: readonly Keyed<T>[], aFirst: boolean): PairedLists<T> {
  const byContent = alignSequences(
    a.map((element) => element.content),
    b.map((element) => element.content),
    aFirst,
  )
  const pairs: Paired<T>[] = []
  let gapA: Keyed<T>[] = []
  let gapB: Keyed<T>[] = []
  let coarse = byContent.coarse
  const closeGap = () => {
    const byShape = alignSequences(
      gapA.map((element) => element.shape),
      gapB.map((element) => element.shape),
      aFirst,
    )
    coarse ||= byShape.coarse
    for (const place of byShape.pairs) {
      const left = gapA[place.a]
      const right = gapB[place.b]
      const both = left !== undefined && right !== undefined
      pairs.push({
        a: left?.value,
        b: right?.value,
        how: both ? 'position' : null,
        sure: both ? 'medium' : null,
        equal: false,
      })
    }
    gapA = []
    gapB = []
  }
  for (const place of byContent.pairs) {
    const left = a[place.a]
    const right = b[place.b]
    if (left !== undefined && right !== undefined) {
      closeGap()
      pairs.push({ a: left.value, b: right.value, how: 'content', sure: 'high', equal: true })
    } else if (left !== undefined) gapA.push(left)
    else if (right !== undefined) gapB.push(right)
  }
  closeGap()
  return { pairs, coarse }
}
