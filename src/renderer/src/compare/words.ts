/** States of pairs and differences of figures in words. A side is always named by its letter. Pure. */
import type { Equality, MatchRule, PairState, Sureness } from '../../../shared/view-models/compare.ts'
import { formatCount, formatTokens } from '../format/numbers.ts'
import { formatDuration } from '../format/time.ts'

export const stateWords: Readonly<Record<PairState, string>> = {
  same: 'same',
  changed: 'differs',
  only_a: 'only in A',
  only_b: 'only in B',
  open: 'open',
}

/** One character per state, so that it is told without colour. */
export const stateMarks: Readonly<Record<PairState, string>> = {
  same: '=',
  changed: '≠',
  only_a: 'A',
  only_b: 'B',
  open: '…',
}

export const equalityWords: Readonly<Record<Equality, string>> = {
  identical: 'identical',
  normalised: 'equal apart from ids and times',
  different: 'differs',
  unknown: 'cannot be compared',
}

const ruleWords: Readonly<Record<MatchRule, string>> = {
  root: 'as the root',
  path: 'by path',
  task: 'by task',
  spawn_order: 'by spawn order',
  content: 'by content',
  position: 'by position',
}

const sureWords: Readonly<Record<Sureness, string>> = { high: 'sure', medium: 'likely', low: 'only by order' }

/** How a pair was matched and how sure that is. */
export function matchWords(how: MatchRule | null, sure: Sureness | null): string {
  return how === null ? 'no counterpart' : `matched ${ruleWords[how]}${sure === null ? '' : ` (${sureWords[sure]})`}`
}

/** `+5`, `−3`, `±0`; a dash where a side has no figure. */
export function signed(delta: number | null, format: (value: number) => string = formatCount): string {
  if (delta === null) return '–'
  if (delta === 0) return '±0'
  return `${delta > 0 ? '+' : '−'}${format(Math.abs(delta))}`
}

export const signedTokens = (delta: number | null): string => signed(delta, formatTokens)

/** Less than a millisecond is none. */
export function signedDuration(delta: number | null): string {
  return signed(delta === null || Math.abs(delta) >= 1 ? delta : 0, formatDuration)
}
