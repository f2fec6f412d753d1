/**
 * Places agents as a tree from left to right: a column per depth, leaves on lines of their own, parents beside the middle of
 * their children. Edges between two agents are bundled per kind; bundles of one pair run side by side.
 * A tree needs no general graph layout: the order of the nodes is given, and only levels and lines have to be found.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { i32, item, u32, u8 } from './columns.ts'
import type { EdgeFilter } from './edge-geometry.ts'
import { UNSEEN } from './kinds.ts'
import type { CssPx } from './spaces.ts'

export interface TopologyNode {
  readonly lane: number
  readonly x: CssPx
  readonly y: CssPx
}

export interface TopologyBundle {
  readonly from: number
  readonly to: number
  /** Kind code. */
  readonly kind: number
  readonly edges: readonly number[]
  /** How many of them no model of the target ever saw. */
  readonly unseen: number
  /** Position among the bundles of the same two agents, counted from the middle: …, -1, 0, 1, … in half steps. */
  readonly side: number
}

export interface TopologyLayout {
  readonly nodes: readonly TopologyNode[]
  readonly bundles: readonly TopologyBundle[]
  readonly width: CssPx
  readonly height: CssPx
}

export const NODE_WIDTH: CssPx = 168
export const NODE_HEIGHT: CssPx = 40
const COLUMN_PX: CssPx = 340
const LINE_PX: CssPx = 60
const MARGIN_PX: CssPx = 24
/** Bundles side by side keep this distance. */
const SIDE_PX: CssPx = 14
/** Parts of a curve: where its label stands, and from one label to the next. */
const LABEL_AT = 0.68
const LABEL_STEP = 0.14
const LABEL_LINE_PX: CssPx = 18

export function layoutTopology(lanes: Lanes, passes: EdgeFilter): TopologyLayout {
  const nodes = placeNodes(lanes)
  return {
    nodes,
    bundles: bundle(lanes, passes),
    width: Math.max(0, ...nodes.map(({ x }) => x)) + NODE_WIDTH + MARGIN_PX,
    height: Math.max(0, ...nodes.map(({ y }) => y)) + NODE_HEIGHT + MARGIN_PX,
  }
}

/** Lanes come in tree order, so children follow their parent; walking backwards, children are placed before it. */
function placeNodes({ lanes }: Lanes): readonly TopologyNode[] {
  const children = lanes.map((): number[] => [])
  lanes.forEach(({ parent }, lane) => {
    if (parent >= 0 && parent < lane) item(children, parent).push(lane)
  })
  const lines = new Float64Array(lanes.length)
  let line = lanes.length
  for (let lane = lanes.length - 1; lane >= 0; lane--) {
    const own = item(children, lane)
    const first = own[0]
    const last = own.at(-1)
    lines[lane] = first === undefined || last === undefined ? --line : ((lines[first] ?? 0) + (lines[last] ?? 0)) / 2
  }
  return lanes.map(({ depth }, lane) => ({
    lane,
    x: MARGIN_PX + depth * COLUMN_PX,
    y: MARGIN_PX + ((lines[lane] ?? 0) - line) * LINE_PX,
  }))
}

function bundle({ edges }: Lanes, passes: EdgeFilter): readonly TopologyBundle[] {
  const found = new Map<string, { from: number; to: number; kind: number; edges: number[]; unseen: number }>()
  for (let edge = 0; edge < edges.count; edge++) {
    const from = u32(edges.fromLane, edge)
    const to = i32(edges.toLane, edge)
    if (to < 0 || to === from || !passes(edge)) continue
    const kind = u8(edges.kind, edge)
    const key = `${String(from)} ${String(to)} ${String(kind)}`
    const known = found.get(key) ?? { from, to, kind, edges: [], unseen: 0 }
    found.set(key, known)
    known.edges.push(edge)
    known.unseen += u8(edges.end, edge) === UNSEEN ? 1 : 0
  }
  const pairs = new Map<string, number>()
  const pairOf = ({ from, to }: { from: number; to: number }): string => [from, to].sort((a, b) => a - b).join()
  const all = [...found.values()]
  for (const one of all) pairs.set(pairOf(one), (pairs.get(pairOf(one)) ?? 0) + 1)
  const used = new Map<string, number>()
  return all.map((one) => {
    const pair = pairOf(one)
    const at = used.get(pair) ?? 0
    used.set(pair, at + 1)
    return { ...one, side: at - ((pairs.get(pair) ?? 1) - 1) / 2 }
  })
}

/** The path of a bundle: between columns from side to side, within a column around its right edge. And where its mark stands. */
export function bundlePath(
  { nodes }: Pick<TopologyLayout, 'nodes'>,
  { from, to, side }: TopologyBundle,
): {
  readonly path: string
  readonly markX: CssPx
  readonly markY: CssPx
  readonly labelX: CssPx
  readonly labelY: CssPx
} {
  const a = item(nodes, from)
  const b = item(nodes, to)
  const y0 = a.y + NODE_HEIGHT / 2 + side * SIDE_PX * 0.6
  const y1 = b.y + NODE_HEIGHT / 2 + side * SIDE_PX * 0.6
  const forward = b.x > a.x
  const sameColumn = b.x === a.x
  const x0 = forward || sameColumn ? a.x + NODE_WIDTH : a.x
  const x1 = forward ? b.x : b.x + NODE_WIDTH
  const bend = sameColumn ? 40 + Math.abs(y1 - y0) * 0.15 + Math.abs(side) * SIDE_PX : Math.abs(x1 - x0) / 2
  const cx0 = forward || sameColumn ? x0 + bend : x0 - bend
  const cx1 = forward ? x1 - bend : x1 + bend
  // Labels stand near the deeper agent, where curves have fanned out, one after the other.
  const away = sameColumn ? 0.5 : LABEL_AT + side * LABEL_STEP
  const at = forward ? away : 1 - away
  return {
    path: `M${px(x0)},${px(y0)} C${px(cx0)},${px(y0)} ${px(cx1)},${px(y1)} ${px(x1)},${px(y1)}`,
    markX: forward ? x1 - 6 : x1 + 6,
    markY: y1,
    labelX: cubic(at, x0, cx0, cx1, x1),
    labelY: cubic(at, y0, y0, y1, y1) + (sameColumn ? side * LABEL_LINE_PX : 0),
  }
}

function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d
}

function px(value: CssPx): string {
  return String(Math.round(value * 10) / 10)
}
