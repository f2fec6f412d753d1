/**
 * Aligns two sequences of fingerprints: common ends first, then anchors that occur once on each side (patience), then the
 * diff library between them. Symmetric by construction: the sides are diffed in a canonical order, so that swapping them
 * mirrors the result. Elements are interned integers; equal means same content.
 */
import { diffArrays } from 'diff'

/** Indices into the two sequences; -1 where a side has nothing. In order on both sides. */
export interface AlignedIndex {
  readonly a: number
  readonly b: number
}

export interface Alignment {
  readonly pairs: readonly AlignedIndex[]
  /** A stretch was too different to be aligned within the limit and counts as replaced as a whole. */
  readonly coarse: boolean
}

/** Edits after which a stretch between two anchors counts as replaced. Keeps the worst case bounded. */
const maxEdits = 1500

/**
 * Aligns `a` and `b`; unequal elements are left unpaired. `aFirst`: `a` comes first in the canonical order of the two
 * traces; whoever swaps the sides must swap this too, then the result is mirrored. With `limitMs`, a stretch that takes longer
 * counts as replaced: for what is shown only, since it makes the result depend on the machine.
 */
export function alignSequences(
  a: readonly number[],
  b: readonly number[],
  aFirst: boolean,
  limitMs = Infinity,
): Alignment {
  if (aFirst) return align(a, b, limitMs)
  const mirrored = align(b, a, limitMs)
  return { pairs: mirrored.pairs.map((pair) => ({ a: pair.b, b: pair.a })), coarse: mirrored.coarse }
}

function align(a: readonly number[], b: readonly number[], limitMs: number): Alignment {
  const pairs: AlignedIndex[] = []
  let coarse = false
  let start = 0
  const shorter = Math.min(a.length, b.length)
  while (start < shorter && a[start] === b[start]) {
    pairs.push({ a: start, b: start })
    start += 1
  }
  let tail = 0
  while (tail < shorter - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  const anchors = uniqueAnchors(a, start, a.length - tail, b, start, b.length - tail)
  let fromA = start
  let fromB = start
  for (const anchor of [...anchors, { a: a.length - tail, b: b.length - tail }]) {
    coarse = diffStretch(a, fromA, anchor.a, b, fromB, anchor.b, pairs, limitMs) || coarse
    if (anchor.a < a.length - tail) pairs.push(anchor)
    fromA = anchor.a + 1
    fromB = anchor.b + 1
  }
  for (let back = tail; back > 0; back -= 1) pairs.push({ a: a.length - back, b: b.length - back })
  return { pairs, coarse }
}

/** Elements that occur exactly once in each stretch, the longest chain of them that keeps the order of both sides. */
function uniqueAnchors(
  a: readonly number[],
  startA: number,
  endA: number,
  b: readonly number[],
  startB: number,
  endB: number,
): AlignedIndex[] {
  const placesA = onlyPlaces(a, startA, endA)
  const placesB = onlyPlaces(b, startB, endB)
  const candidates: AlignedIndex[] = []
  for (const [element, atA] of placesA) {
    const atB = placesB.get(element)
    if (atA >= 0 && atB !== undefined && atB >= 0) candidates.push({ a: atA, b: atB })
  }
  candidates.sort((left, right) => left.a - right.a)
  return longestRising(candidates)
}

/** Where each element stands if it stands once; -1 if it stands more than once. */
function onlyPlaces(sequence: readonly number[], start: number, end: number): Map<number, number> {
  const places = new Map<number, number>()
  for (let at = start; at < end; at += 1) {
    const element = sequence[at] ?? -1
    places.set(element, places.has(element) ? -1 : at)
  }
  return places
}

/** Longest subsequence with rising `b`, by patience sorting. */
export function longestRising(candidates: readonly AlignedIndex[]): AlignedIndex[] {
  const tops: number[] = []
  const before: number[] = []
  candidates.forEach((candidate, at) => {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      const top = candidates[tops[middle] ?? 0]
      if (top !== undefined && top.b < candidate.b) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? (tops[low - 1] ?? -1) : -1
    tops[low] = at
  })
  const chain: AlignedIndex[] = []
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const candidate = candidates[at]
    if (candidate !== undefined) chain.push(candidate)
  }
  return chain.reverse()
}

/** Appends the alignment of one stretch; true if it fell back to "replaced as a whole". */
function diffStretch(
  a: readonly number[],
  startA: number,
  endA: number,
  b: readonly number[],
  startB: number,
  endB: number,
  pairs: AlignedIndex[],
  limitMs: number,
): boolean {
  let atA = startA
  let atB = startB
  const onlyA = (count: number) => {
    for (let n = 0; n < count; n += 1) pairs.push({ a: atA++, b: -1 })
  }
  const onlyB = (count: number) => {
    for (let n = 0; n < count; n += 1) pairs.push({ a: -1, b: atB++ })
  }
  if (startA >= endA || startB >= endB) {
    onlyA(endA - startA)
    onlyB(endB - startB)
    return false
  }
  const changes = diffArrays(a.slice(startA, endA), b.slice(startB, endB), {
    maxEditLength: maxEdits,
    timeout: limitMs,
  })
  if (changes === undefined) {
    onlyA(endA - startA)
    onlyB(endB - startB)
    return true
  }
  for (const change of changes) {
    const count = change.count
    if (change.added) onlyB(count)
    else if (change.removed) onlyA(count)
    else for (let n = 0; n < count; n += 1) pairs.push({ a: atA++, b: atB++ })
  }
  return false
}
