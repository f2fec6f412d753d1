/**
 * The whole comparison as one document: what is said first, figures, and every difference with its texts side by side. Made
 * once and written as HTML (report-html.ts) or Markdown (report-markdown.ts), which differ in form only.
 */
import type {
  ComparedAgent,
  ComparisonOutline,
  Count,
  DifferenceStop,
  PairDetail,
  SideFacts,
  TextDiff,
} from '../../../shared/view-models/compare.ts'
import type { Compared } from './compared.ts'
import { pairDetail } from './detail.ts'
import { durationText } from './facts.ts'
import { comparisonOutline } from './outline.ts'

/** Differences with their texts; the others are listed by a line each, up to `listedStops`. */
const detailedStops = 200
export const listedStops = 2000
const rowsOfText = 120
const textsOfStop = 6

export interface ReportRow {
  readonly name: string
  readonly a: string
  readonly b: string
  /** B against A; empty if there is nothing to say. */
  readonly delta: string
}

export interface ReportStop {
  readonly stop: DifferenceStop
  readonly detail: PairDetail | undefined
  /** Of the detail, those that differ. */
  readonly texts: readonly TextDiff[]
}

export interface Report {
  readonly outline: ComparisonOutline
  /** In one line each. */
  readonly verdicts: readonly string[]
  readonly sides: readonly ReportRow[]
  readonly agents: readonly { readonly agent: ComparedAgent; readonly path: string; readonly row: readonly string[] }[]
  readonly stops: readonly ReportStop[]
  readonly stopsLeft: number
}

export const agentColumns = ['differences', 'inferences', 'tool calls', 'failures', 'tokens in', 'out', 'time'] as const

export function reportOf(compared: Compared): Report {
  const outline = comparisonOutline(compared)
  const { a, b } = outline
  return {
    outline,
    verdicts: [
      outline.firstOutput?.text ?? 'no difference of output',
      outline.firstInput?.text ?? 'no difference of input',
      ...(outline.extent === null ? [] : [outline.extent.text]),
    ],
    sides: sideRows(a, b),
    agents: outline.agents.map((agent) => ({ agent, path: pathText(agent), row: agentRow(agent) })),
    stops: outline.stops.slice(0, listedStops).map((stop, at) => stopOf(compared, stop, at < detailedStops)),
    stopsLeft: Math.max(0, outline.stopsTotal - listedStops),
  }
}

function stopOf(compared: Compared, stop: DifferenceStop, detailed: boolean): ReportStop {
  const detail = detailed ? pairDetail(compared, stop) : undefined
  const differing = (detail?.texts ?? []).filter(({ equality }) => equality === 'different' || equality === 'unknown')
  const texts = differing.slice(0, textsOfStop).map((text) => ({
    ...text,
    rows: text.rows.slice(0, rowsOfText),
    hidden: text.hidden + Math.max(0, text.rows.length - rowsOfText),
  }))
  return { stop, detail, texts }
}

function sideRows(a: SideFacts, b: SideFacts): readonly ReportRow[] {
  const said = (name: string, of: (side: SideFacts) => string): ReportRow => ({ name, a: of(a), b: of(b), delta: '' })
  const counted = (name: string, of: (side: SideFacts) => number | undefined): ReportRow => {
    const [left, right] = [of(a), of(b)]
    const text = (value: number | undefined) => (value === undefined ? 'not recorded' : grouped(value))
    const delta = left === undefined || right === undefined ? '' : signed(right - left)
    return { name, a: text(left), b: text(right), delta }
  }
  return [
    said('run', ({ name }) => name),
    said('status', ({ status, complete }) => (complete ? status : `${status}, did not end`)),
    said('schema', ({ schemaVersion }) => String(schemaVersion)),
    said('models', ({ models }) => models.join(', ')),
    {
      ...said('time', ({ durationMs }) => durationText(durationMs)),
      delta: signed(b.durationMs - a.durationMs, durationText),
    },
    counted('agents', ({ counts }) => counts.agents),
    counted('turns', ({ counts }) => counts.turns),
    counted('inference calls', ({ counts }) => counts.calls),
    counted('tool calls', ({ counts }) => counts.tools),
    counted('failures', ({ counts }) => counts.failures),
    counted('edges', ({ counts }) => counts.edges),
    counted('compactions', ({ counts }) => counts.compactions),
    counted('input tokens', ({ tokens }) => tokens?.input),
    counted('cached input tokens', ({ tokens }) => tokens?.cached),
    counted('output tokens', ({ tokens }) => tokens?.output),
    counted('reasoning tokens', ({ tokens }) => tokens?.reasoning),
  ]
}

function pathText({ pathA, pathB }: ComparedAgent): string {
  return pathA !== null && pathB !== null && pathA !== pathB ? `${pathA} = ${pathB}` : (pathA ?? pathB ?? '')
}

function agentRow({ differences, counts, deltas }: ComparedAgent): readonly string[] {
  const both = ({ a, b }: Count) => (a === b ? grouped(a) : `${grouped(a)} → ${grouped(b)}`)
  const delta = (value: number | null, format?: (value: number) => string) =>
    value === null || value === 0 ? '' : signed(value, format)
  return [
    differences === 0 ? '' : grouped(differences),
    both(counts.calls),
    both(counts.tools),
    counts.failures.a + counts.failures.b === 0 ? '' : both(counts.failures),
    delta(deltas.input),
    delta(deltas.output),
    delta(deltas.durationMs, durationText),
  ]
}

export function stateText(state: ComparedAgent['state']): string {
  return { same: 'the same', changed: 'differs', only_a: 'only in A', only_b: 'only in B', open: 'open' }[state]
}

/** What a text has to say of how it was compared. */
export function remarksOf({ coarse, hidden, a, b }: TextDiff): readonly string[] {
  return [
    ...(coarse === 'lines' ? ['too much differs to align every line: a stretch counts as replaced'] : []),
    ...(coarse === 'words' ? ['some lines are too long to be compared word by word'] : []),
    ...(a?.cut === true || b?.cut === true ? ['only the beginning was compared'] : []),
    ...(hidden > 0 ? [`${grouped(hidden)} more rows are left out`] : []),
  ]
}

export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

function signed(delta: number, format: (value: number) => string = grouped): string {
  if (delta === 0) return '±0'
  return `${delta > 0 ? '+' : '−'}${format(Math.abs(delta))}`
}

/**
 * Control characters and those that reorder text, made visible as `U+202E`: a report is read where nothing else does it. Line
 * ends become spaces unless `lines`.
 */
export function visible(text: string, lines = false): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) => {
    if (mark === '\t') return ' '
    if (mark === '\n' || mark === '\r') return lines ? mark : ' '
    return `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
  })
}
