/**
 * Sets two texts side by side: lines first, then words within lines that changed. Noise (ids, times) is marked as such and is
 * no difference. Bounded: a stretch that takes too long counts as replaced, long lines are marked as a whole, and the
 * result says so.
 */
import { diffArrays } from 'diff'
import type { DiffLine, DiffRow, DiffSegment, Equality, TextDiff } from '../../../shared/view-models/compare.ts'
import { noisePieces, normaliseJson, normaliseText } from './normalise.ts'
import { alignSequences } from './sequence.ts'
import { Interner } from './fingerprint.ts'
import { printJson } from './print-json.ts'

export interface ComparedText {
  readonly text: string
  /** Only the beginning is known. */
  readonly cut?: boolean
}

export interface TextDiffOptions {
  readonly title: string
  readonly side: TextDiff['side']
  readonly form: TextDiff['form']
}

/** Code units of each text that are compared. */
const longestText = 2 * 1024 * 1024
/** Rows that are sent. */
const mostRows = 2000
/** Equal lines around a difference. */
const contextLines = 3
/** Words of one line, and edits between two, beyond which a line is marked as a whole. */
const mostWords = 4000
const mostWordEdits = 400
/** Code units of a line that are shown. */
const longestLine = 10_000
/** Words of all changed lines of one text. */
const wordsOfText = 400_000
/** Milliseconds for one stretch of lines, and for the words of one line. */
const linesLimitMs = 2000
const wordsLimitMs = 200
const rowsOfWholeText = 12
/** What sets colours in a terminal, and returns at line ends. The escape character is written so that none stands here. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,40}m|\\r(?=\\n|$)`, 'g')

/** `undefined`: that side has no such text. */
export function diffTexts(
  a: ComparedText | undefined,
  b: ComparedText | undefined,
  { title, side, form }: TextDiffOptions,
): TextDiff {
  const shownA = shownText(a, form)
  const shownB = shownText(b, form)
  const { rows, coarse } = diffLines(linesOf(shownA), linesOf(shownB))
  const folded = foldEqual(rows)
  return {
    ...{ title, side, form },
    equality: equalityOf(a, b, form),
    a: factsOf(a),
    b: factsOf(b),
    rows: folded.slice(0, mostRows),
    hidden: Math.max(0, folded.length - mostRows),
    coarse,
  }
}

function equalityOf(a: ComparedText | undefined, b: ComparedText | undefined, form: TextDiff['form']): Equality {
  if (a === undefined || b === undefined) return 'unknown'
  if (a.text === b.text) return 'identical'
  const normal = form === 'json' ? normaliseJson : normaliseText
  return normal(a.text.slice(0, longestText)) === normal(b.text.slice(0, longestText)) ? 'normalised' : 'different'
}

function factsOf(text: ComparedText | undefined): TextDiff['a'] {
  return text === undefined
    ? null
    : { length: text.text.length, cut: text.cut === true || text.text.length > longestText }
}

/** JSON by its members, whatever their order and spacing was; terminal output without its colours. */
function shownText(text: ComparedText | undefined, form: TextDiff['form']): string | undefined {
  const start = text?.text.slice(0, longestText)
  if (start === undefined) return undefined
  if (form === 'json') return printJson(start)
  return form === 'terminal' ? start.replace(colours, '') : start
}

function linesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return []
  const lines = text.split('\n')
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}

type LineRow = Extract<DiffRow, { type: 'line' }>

interface DiffedLines {
  readonly rows: readonly LineRow[]
  readonly coarse: TextDiff['coarse']
}

function diffLines(a: readonly string[], b: readonly string[]): DiffedLines {
  const interner = new Interner()
  const keysOf = (lines: readonly string[]) => lines.map((line) => interner.idOf(normaliseText(line)))
  const { pairs, coarse } = alignSequences(keysOf(a), keysOf(b), true, linesLimitMs)
  const words = new WordDiff()
  const rows: LineRow[] = []
  let onlyA: number[] = []
  let onlyB: number[] = []
  const closeGap = () => {
    for (let at = 0; at < Math.max(onlyA.length, onlyB.length); at += 1) {
      rows.push(words.row(a, onlyA[at], b, onlyB[at], false))
    }
    onlyA = []
    onlyB = []
  }
  for (const pair of pairs) {
    if (pair.a >= 0 && pair.b >= 0) {
      closeGap()
      rows.push(words.row(a, pair.a, b, pair.b, true))
    } else if (pair.a >= 0) onlyA.push(pair.a)
    else onlyB.push(pair.b)
  }
  closeGap()
  return { rows, coarse: coarse ? 'lines' : words.coarse ? 'words' : null }
}

/** The words of one line of each side. */
export function diffWords(
  a: string,
  b: string,
): { readonly a: readonly DiffSegment[]; readonly b: readonly DiffSegment[] } {
  return new WordDiff().segments(a, b)
}

class WordDiff {
  /** Some lines are marked as a whole. */
  coarse = false
  #leftWords = wordsOfText

  row(
    a: readonly string[],
    atA: number | undefined,
    b: readonly string[],
    atB: number | undefined,
    same: boolean,
  ): LineRow {
    const textA = atA === undefined ? undefined : a[atA]
    const textB = atB === undefined ? undefined : b[atB]
    const line = (at: number | undefined, segments: readonly DiffSegment[]): DiffLine | null =>
      at === undefined ? null : { number: at + 1, segments: clipped(segments) }
    if (textA === undefined || textB === undefined) {
      const [only] = [textA, textB].filter((text) => text !== undefined)
      const segments = whole(only ?? '', 'changed')
      return { type: 'line', a: line(atA, segments), b: line(atB, segments), same: false }
    }
    const both = this.segments(textA, textB)
    return { type: 'line', a: line(atA, both.a), b: line(atB, both.b), same }
  }

  segments(a: string, b: string): { readonly a: readonly DiffSegment[]; readonly b: readonly DiffSegment[] } {
    if (a === b) return { a: whole(a, 'same'), b: whole(b, 'same') }
    const wordsA = wordsOf(a)
    const wordsB = wordsOf(b)
    const before = wordsA.length + wordsB.length > 2 * mostWords ? undefined : this.#diff(wordsA, wordsB)
    if (before === undefined) {
      this.coarse = true
      return { a: whole(a, 'changed'), b: whole(b, 'changed') }
    }
    const left = new Segments()
    const right = new Segments()
    let atA = 0
    let atB = 0
    for (const { added, removed, count } of before) {
      for (let n = 0; n < count; n += 1) {
        const wordA = added ? undefined : wordsA[atA++]
        const wordB = removed ? undefined : wordsB[atB++]
        const mark = wordA === undefined || wordB === undefined ? 'changed' : wordA.raw === wordB.raw ? 'same' : 'noise'
        if (wordA !== undefined) left.add(wordA.raw, mark)
        if (wordB !== undefined) right.add(wordB.raw, mark)
      }
    }
    return { a: left.list, b: right.list }
  }

  #diff(a: readonly Word[], b: readonly Word[]) {
    this.#leftWords -= a.length + b.length
    if (this.#leftWords < 0) return undefined
    const keys = (words: readonly Word[]) => words.map(({ normal }) => normal)
    return diffArrays(keys(a), keys(b), { maxEditLength: mostWordEdits, timeout: wordsLimitMs })
  }
}

interface Word {
  readonly raw: string
  readonly normal: string
}

/** Words, runs of space, and single other characters; noise is one word. */
function wordsOf(line: string): readonly Word[] {
  return noisePieces(line).flatMap(({ raw, normal }) =>
    raw === normal
      ? Array.from(raw.matchAll(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu), ([word]) => ({ raw: word, normal: word }))
      : [{ raw, normal }],
  )
}

function whole(text: string, mark: DiffSegment['mark']): readonly DiffSegment[] {
  return text === '' ? [] : [{ text, mark }]
}

/** The beginning of a line that is too long to be shown, and how much more there is. */
function clipped(segments: readonly DiffSegment[]): readonly DiffSegment[] {
  const length = segments.reduce((sum, { text }) => sum + text.length, 0)
  if (length <= longestLine) return segments
  let left = longestLine
  const shown = segments.flatMap(({ text, mark }): DiffSegment[] => {
    const part = text.slice(0, Math.max(0, left))
    left -= text.length
    return part === '' ? [] : [{ text: part, mark }]
  })
  return [...shown, { text: ` … ${String(length - longestLine)} more characters`, mark: 'noise' }]
}

/** Joins neighbours of the same mark; a space between two changed words is changed with them. */
class Segments {
  readonly #list: DiffSegment[] = []

  get list(): readonly DiffSegment[] {
    return this.#list
  }

  add(text: string, mark: DiffSegment['mark']): void {
    const last = this.#list.at(-1)
    const before = this.#list.at(-2)
    if (last?.mark === mark) this.#list[this.#list.length - 1] = { text: last.text + text, mark }
    else if (mark === 'changed' && last?.mark === 'same' && /^\s+$/.test(last.text) && before?.mark === 'changed') {
      this.#list.splice(-2, 2, { text: before.text + last.text + text, mark })
    } else this.#list.push({ text, mark })
  }
}

/** Leaves out what lies farther than a few lines from any difference; a text without differences keeps its beginning. */
function foldEqual(rows: readonly LineRow[]): readonly DiffRow[] {
  const keep = new Uint8Array(rows.length)
  rows.forEach((row, at) => {
    if (row.same) return
    for (let near = Math.max(0, at - contextLines); near <= Math.min(rows.length - 1, at + contextLines); near += 1)
      keep[near] = 1
  })
  if (!keep.includes(1)) keep.fill(1, 0, rowsOfWholeText)
  const folded: DiffRow[] = []
  let skipped: LineRow[] = []
  const closeSkip = () => {
    if (skipped.length === 1) folded.push(...skipped)
    else if (skipped.length > 1) folded.push({ type: 'skip', lines: skipped.length })
    skipped = []
  }
  rows.forEach((row, at) => {
    if (keep[at] === 1) {
      closeSkip()
      folded.push(row)
    } else skipped.push(row)
  })
  closeSkip()
  return folded
}
