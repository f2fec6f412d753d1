/**
 * For tests only: lanes drawn as text, and a context that writes down what is drawn into it.
 *
 *     /root   |TTTTTTTTTT      one character is 100 ms and one step; the first line of a lane is row 0, the next row 1, …
 *             | II  II         T turn, I inference, X tool, O terminal operation, C compaction, J code cell
 *             |   XX           x failed tool, i failed inference, a aborted tool; `~` at the end: still running
 *     spawn /root@3 -> /root/a@5      also task, message, result, close; `-x` instead of `->`: never seen
 */
import type { EdgeColumns, Lane, Lanes, SliceColumns } from '../../../shared/view-models/lanes.ts'
import { type Axis, createClockAxis } from './axis.ts'
import type { Context } from './context.ts'
import { createBundler } from './edge-bundles.ts'
import { placeEdges } from './edge-geometry.ts'
import { EDGE_ENDS, EDGE_KINDS, SLICE_KINDS, SLICE_STATUSES } from './kinds.ts'
import { createLabelFitter } from './label-fit.ts'
import { COMPACT, type LaneFolds, layoutLanes, NO_FOLDS } from './lane-layout.ts'
import { placeSlices } from './placement.ts'
import { createDrawTools, type DrawTools, type Scene } from './scene.ts'
import type { CanvasTheme } from './theme.ts'
import type { Viewport } from './viewport.ts'

export const MS_PER_CHARACTER = 100
export const EPOCH = Date.UTC(2026, 10, 23, 12, 0, 0)

interface DrawnSlice {
  readonly lane: number
  readonly row: number
  readonly kind: string
  readonly status: string
  readonly from: number
  readonly to: number
}

const letters: Readonly<Record<string, readonly [kind: string, status: string]>> = {
  T: ['turn', 'completed'],
  I: ['inference', 'completed'],
  i: ['inference', 'failed'],
  X: ['tool', 'completed'],
  x: ['tool', 'failed'],
  a: ['tool', 'aborted'],
  O: ['terminal', 'completed'],
  C: ['compaction', 'completed'],
  J: ['code_cell', 'completed'],
}
const words = ['spawn', 'task', 'message', 'result', 'close']

export function drawnLanes(drawing: string): Lanes {
  const paths: string[] = []
  const slices: DrawnSlice[] = []
  const edges: string[] = []
  let row = 0
  for (const line of drawing.split('\n').filter((text) => text.trim() !== '')) {
    const [head = '', content] = line.split('|')
    if (content === undefined) edges.push(line.trim())
    else {
      row = head.trim() === '' ? row + 1 : 0
      if (row === 0) paths.push(head.trim())
      slices.push(...slicesOf(content, paths.length - 1, row))
    }
  }
  return toLanes(paths, slices, edges)
}

function slicesOf(content: string, lane: number, row: number): readonly DrawnSlice[] {
  return Array.from(content.matchAll(/([A-Za-z])\1*~?/g), (match) => {
    const [kind, status] = letters[match[1] ?? ''] ?? ['tool', 'unknown']
    const running = match[0].endsWith('~')
    const length = match[0].length - (running ? 1 : 0)
    const to = running ? Number.NaN : match.index + length
    return { lane, row, kind, status: running ? 'running' : status, from: match.index, to }
  })
}

function toLanes(paths: readonly string[], drawn: readonly DrawnSlice[], edgeLines: readonly string[]): Lanes {
  const strings: string[] = []
  const text = (value: string): number => {
    const known = strings.indexOf(value)
    return known < 0 ? strings.push(value) - 1 : known
  }
  const sorted = [...drawn].sort((a, b) => a.lane - b.lane || a.from - b.from || a.row - b.row)
  const slices = sliceColumns(sorted, text)
  const edges = edgeColumns(paths, sorted, edgeLines, text)
  const end = Math.max(0, ...sorted.map(({ from, to }) => (Number.isNaN(to) ? from + 1 : to)), ...edges.toSeq)
  const lanes = paths.map((path, index): Lane => {
    const own = sorted.filter(({ lane }) => lane === index)
    const first = sorted.findIndex(({ lane }) => lane === index)
    const start = Math.min(end, ...own.map(({ from }) => from))
    const parent = paths.findIndex((other) => path.startsWith(`${other}/`) && path.lastIndexOf('/') === other.length)
    return {
      threadId: `thread:${path}`,
      path,
      nickname: null,
      depth: path.split('/').length - 2,
      parent,
      status: 'completed',
      startMs: EPOCH + start * MS_PER_CHARACTER,
      endMs: EPOCH + end * MS_PER_CHARACTER,
      startSeq: start,
      endSeq: end,
      rows: Math.max(0, ...own.map(({ row }) => row)) + 1,
      first: Math.max(0, first),
      end: Math.max(0, first) + own.length,
    }
  })
  const steps = new Set([...slices.startSeq, ...slices.endSeq, ...edges.fromSeq, ...edges.toSeq])
  return {
    revision: 1,
    strings: {
      text: strings.join(''),
      ends: Uint32Array.from(strings, (_, at) => strings.slice(0, at + 1).join('').length),
    },
    lanes,
    slices,
    edges,
    startMs: EPOCH,
    endMs: EPOCH + end * MS_PER_CHARACTER,
    steps: Float64Array.from([...steps].filter((seq) => !Number.isNaN(seq))).sort(),
  }
}

function sliceColumns(sorted: readonly DrawnSlice[], text: (value: string) => number): SliceColumns {
  const ms = (at: number): number => EPOCH + at * MS_PER_CHARACTER
  const label = ({ kind, from }: DrawnSlice): string => `${kind} ${String(from)}`
  // Rows 1 and 2 lie in the turn, deeper ones in the row above them.
  const parent = ({ lane, row, from, to }: DrawnSlice): number =>
    sorted.findIndex(
      (other) =>
        other.lane === lane &&
        other.row === (row < 3 ? 0 : row - 1) &&
        other.row < row &&
        other.from <= from &&
        !(other.to < to),
    )
  return {
    count: sorted.length,
    lane: Uint32Array.from(sorted, ({ lane }) => lane),
    row: Uint16Array.from(sorted, ({ row }) => row),
    kind: Uint8Array.from(sorted, ({ kind }) => codeOf(SLICE_KINDS, kind)),
    status: Uint8Array.from(sorted, ({ status }) => codeOf(SLICE_STATUSES, status)),
    startMs: Float64Array.from(sorted, ({ from }) => ms(from)),
    endMs: Float64Array.from(sorted, ({ to }) => ms(to)),
    startSeq: Float64Array.from(sorted, ({ from }) => from),
    endSeq: Float64Array.from(sorted, ({ to }) => to),
    id: Uint32Array.from(sorted, (slice) => text(`${String(slice.lane)}:${label(slice)}`)),
    label: Uint32Array.from(sorted, (slice) => text(label(slice))),
    parent: Int32Array.from(sorted, parent),
    diagnostics: new Uint16Array(sorted.length),
  }
}

function edgeColumns(
  paths: readonly string[],
  sorted: readonly DrawnSlice[],
  lines: readonly string[],
  text: (value: string) => number,
): EdgeColumns {
  const parsed = lines.map((line) => {
    const [, word = '', from = '', fromAt = '', arrow = '', to = '', toAt = ''] =
      /^(\w+) (\S+)@(\d+) -([>x]) (\S+)@(\d+)$/.exec(line) ?? []
    const fromLane = paths.indexOf(from)
    const toLane = paths.indexOf(to)
    const sliceAt = (lane: number, at: number, kinds: string): number =>
      sorted.findLastIndex(
        (slice) => slice.lane === lane && kinds.includes(slice.kind) && slice.from <= at && slice.to >= at,
      )
    return {
      line,
      kind: words.indexOf(word),
      end: arrow === 'x' ? 'unseen' : 'item',
      fromLane,
      toLane,
      fromAt: Number(fromAt),
      toAt: Number(toAt),
      fromSlice: sliceAt(fromLane, Number(fromAt), word === 'result' ? 'inference' : 'tool'),
      toSlice: arrow === 'x' ? -1 : sliceAt(toLane, Number(toAt), 'inference'),
    }
  })
  const ms = (at: number): number => EPOCH + at * MS_PER_CHARACTER
  return {
    count: parsed.length,
    kind: Uint8Array.from(parsed, ({ kind }) => codeOf(EDGE_KINDS, EDGE_KINDS[kind] ?? '')),
    end: Uint8Array.from(parsed, ({ end }) => codeOf(EDGE_ENDS, end)),
    fromLane: Uint32Array.from(parsed, ({ fromLane }) => fromLane),
    toLane: Int32Array.from(parsed, ({ toLane }) => toLane),
    fromSlice: Int32Array.from(parsed, ({ fromSlice }) => fromSlice),
    toSlice: Int32Array.from(parsed, ({ toSlice }) => toSlice),
    fromMs: Float64Array.from(parsed, ({ fromAt }) => ms(fromAt)),
    toMs: Float64Array.from(parsed, ({ toAt }) => ms(toAt)),
    fromSeq: Float64Array.from(parsed, ({ fromAt }) => fromAt),
    toSeq: Float64Array.from(parsed, ({ toAt }) => toAt),
    id: Uint32Array.from(parsed, ({ line }) => text(line)),
    label: Uint32Array.from(parsed, ({ line }) => text(line)),
    derived: new Uint8Array(parsed.length),
  }
}

function codeOf(all: readonly string[], one: string): number {
  const code = all.indexOf(one)
  if (code < 0) throw new Error(`no code for ${one}`)
  return code
}

export const testTheme: CanvasTheme = {
  ground: 'ground',
  panel: 'panel',
  raised: 'raised',
  hover: 'hover',
  line: 'line',
  lineStrong: 'line-strong',
  text: 'text',
  textMuted: 'text-muted',
  accent: 'accent',
  onAccent: 'on-accent',
  failed: 'failed',
  onKind: 'on-kind',
  kinds: SLICE_KINDS,
  font: '11px test',
  smallFont: '10px test',
}

export interface Recorder extends Context {
  /** One line per painting call, with the style it was made with: `fill inference 0 4 20 18`. */
  readonly painted: readonly string[]
}

const round = (value: number): string => String(Math.round(value * 10) / 10)

/** Every character is six pixels wide. */
export function createRecorder(): Recorder {
  const painted: string[] = []
  let path: string[] = []
  let dash: number[] = []
  const recorder: Recorder = {
    painted,
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    lineDashOffset: 0,
    globalAlpha: 1,
    font: '',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    save: () => undefined,
    restore: () => undefined,
    setTransform: () => undefined,
    clearRect: () => undefined,
    clip: () => undefined,
    fillRect: (x, y, w, h) =>
      void painted.push(`fill ${style(recorder.fillStyle)} ${[x, y, w, h].map(round).join(' ')}`),
    strokeRect: (x, y, w, h) =>
      void painted.push(`outline ${style(recorder.strokeStyle)}${dashed()} ${[x, y, w, h].map(round).join(' ')}`),
    beginPath: () => {
      path = []
    },
    closePath: () => void path.push('z'),
    moveTo: (x, y) => void path.push(`M${round(x)},${round(y)}`),
    lineTo: (x, y) => void path.push(`L${round(x)},${round(y)}`),
    bezierCurveTo: (...at) => void path.push(`C${at.map(round).join(',')}`),
    arc: (x, y, radius) => void path.push(`O${round(x)},${round(y)},${round(radius)}`),
    rect: (...at) => void path.push(`R${at.map(round).join(',')}`),
    fill: () => {
      if (path.length > 0) painted.push(`fill ${style(recorder.fillStyle)} ${path.join(' ')}`)
    },
    stroke: () => {
      if (path.length > 0) painted.push(`stroke ${style(recorder.strokeStyle)}${dashed()} ${path.join(' ')}`)
    },
    setLineDash: (segments) => {
      dash = Array.from(segments)
    },
    fillText: (text, x, y) => void painted.push(`text ${style(recorder.fillStyle)} ${round(x)} ${round(y)} ${text}`),
    measureText: (text) => metrics(Array.from(text).length * 6),
  }
  const dashed = (): string => (dash.length > 0 ? ' dashed' : '')
  return recorder
}

function style(value: string | CanvasGradient | CanvasPattern): string {
  return typeof value === 'string' ? value : 'pattern'
}

function metrics(width: number): TextMetrics {
  const none = 0
  return {
    width,
    actualBoundingBoxAscent: none,
    actualBoundingBoxDescent: none,
    actualBoundingBoxLeft: none,
    actualBoundingBoxRight: none,
    alphabeticBaseline: none,
    emHeightAscent: none,
    emHeightDescent: none,
    fontBoundingBoxAscent: none,
    fontBoundingBoxDescent: none,
    hangingBaseline: none,
    ideographicBaseline: none,
  }
}

export interface SceneChoice {
  readonly axis?: (lanes: Lanes) => Axis
  readonly folds?: LaneFolds
  readonly width?: number
  readonly height?: number
}

/** A scene of drawn lanes that fills its viewport from 0 to the extent exactly, without margins. */
export function sceneOf(
  lanes: Lanes,
  choice: SceneChoice = {},
): { scene: Scene; viewport: Viewport; tools: DrawTools } {
  const axis = choice.axis?.(lanes) ?? createClockAxis(lanes, false)
  const placement = placeSlices(lanes, axis)
  const layout = layoutLanes(lanes, choice.folds ?? NO_FOLDS, COMPACT)
  const edges = placeEdges(lanes, placement, layout, () => true)
  const width = choice.width ?? 400
  const fitter = createLabelFitter(createRecorder(), '11px test')
  return {
    scene: {
      lanes,
      axis,
      placement,
      layout,
      edges,
      restingEdges: true,
      bundlesIn: createBundler(lanes, edges, layout),
      dimmed: undefined,
      selected: undefined,
      hovered: undefined,
      strongEdges: [],
      range: undefined,
      measure: undefined,
      newAfter: undefined,
    },
    viewport: { start: 0, perPx: axis.extent / width, scrollTop: 0, width, height: choice.height ?? layout.height },
    tools: createDrawTools(fitter, fitter),
  }
}
