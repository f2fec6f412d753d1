/** What a target is, in words: for the hover card, the live region and the table. Text from the bundle is left as it is. */
import { formatDuration, formatClock, type TimeStyle } from '../format/time.ts'
import { formatCount, formatNoun } from '../format/numbers.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, i32, item, textAt, u16, u32, u8 } from './columns.ts'
import { ABOVE } from './edge-bundles.ts'
import { isOpenEnded } from './edge-view.ts'
import { EDGE_KINDS, SLICE_KINDS, SLICE_STATUSES } from './kinds.ts'
import type { Scene, Target } from './scene.ts'
import { edgeWord, sliceWord } from './words.ts'

export interface Fact {
  readonly name: string
  readonly value: string
}

export interface Description {
  /** What sort of thing: `tool call`, `spawn`. */
  readonly kind: string
  readonly title: string
  readonly facts: readonly Fact[]
  /** Carried text of an edge. */
  readonly text: string
}

type Described = Pick<Scene, 'lanes' | 'axis' | 'edges' | 'layout'>

export function describe(scene: Described, target: Target, times: TimeStyle): Description {
  const { lanes } = scene
  switch (target.type) {
    case 'slice':
      return target.merged > 1 ? describeRun(lanes, target) : describeSlice(lanes, target.slice, times)
    case 'edge':
      return describeEdge(scene, target.edge, times)
    case 'bundle': {
      const path = (laid: number): string =>
        laid < 0 ? `agents ${laid === ABOVE ? 'above' : 'below'}` : item(scene.layout.laid, laid).lane.path
      const { bundle } = target
      const kind = bundle.kind < 0 ? 'edges' : edgeWord(item(EDGE_KINDS, bundle.kind))
      const facts = [{ name: 'edges', value: formatCount(bundle.count) }]
      return { kind, title: `${path(bundle.from)} → ${path(bundle.to)}`, facts, text: '' }
    }
    case 'lane': {
      const lane = item(lanes.lanes, target.lane)
      const facts = [{ name: 'status', value: lane.status }, ...span(lanes, lane.startMs, lane.endMs, times)]
      if (lane.nickname !== null) facts.unshift({ name: 'nickname', value: lane.nickname })
      return { kind: 'agent thread', title: lane.path, facts, text: '' }
    }
    case 'gap': {
      const { startMs, endMs } = target.gap
      const facts = span(lanes, startMs, endMs, times)
      return { kind: 'folded', title: 'No agent was busy', facts, text: '' }
    }
  }
}

/** One sentence for a screen reader. */
export function sayTarget(scene: Described, target: Target, times: TimeStyle): string {
  const { kind, title, facts } = describe(scene, target, times)
  return [`${kind} ${title}`, ...facts.map(({ name, value }) => `${name} ${value}`)].join(', ')
}

function describeSlice(lanes: Lanes, slice: number, times: TimeStyle): Description {
  const { slices, strings } = lanes
  const facts: Fact[] = [
    { name: 'agent', value: item(lanes.lanes, u32(slices.lane, slice)).path },
    { name: 'status', value: item(SLICE_STATUSES, u8(slices.status, slice)) },
    ...span(lanes, f64(slices.startMs, slice), f64(slices.endMs, slice), times),
  ]
  const diagnostics = u16(slices.diagnostics, slice)
  if (diagnostics > 0) facts.push({ name: 'diagnostics', value: formatCount(diagnostics) })
  const kind = sliceWord(item(SLICE_KINDS, u8(slices.kind, slice)))
  return { kind, title: textAt(strings, u32(slices.label, slice)), facts, text: '' }
}

function describeRun(lanes: Lanes, { slice, merged }: { slice: number; merged: number }): Description {
  const facts: Fact[] = [{ name: 'agent', value: item(lanes.lanes, u32(lanes.slices.lane, slice)).path }]
  if (item(SLICE_STATUSES, u8(lanes.slices.status, slice)) === 'failed') {
    facts.push({ name: 'status', value: 'at least one failed' })
  }
  return { kind: 'merged', title: formatNoun(merged, 'slice'), facts, text: 'Zoom in to tell them apart.' }
}

function describeEdge(scene: Described, edge: number, times: TimeStyle): Description {
  const { lanes } = scene
  const { edges, strings } = lanes
  const path = (lane: number): string => (lane < 0 ? 'unknown thread' : item(lanes.lanes, lane).path)
  const from = f64(edges.fromMs, edge)
  const to = f64(edges.toMs, edge)
  const facts: Fact[] = [{ name: 'sent', value: formatClock(from, times) }]
  if (isOpenEnded(scene, edge)) facts.push({ name: 'seen', value: 'by no model call' })
  else facts.push({ name: 'seen', value: `${formatClock(to, times)}, after ${formatDuration(to - from)}` })
  if (u8(edges.derived, edge) === 1) facts.push({ name: 'known', value: 'derived' })
  return {
    kind: edgeWord(item(EDGE_KINDS, u8(edges.kind, edge))),
    title: `${path(u32(edges.fromLane, edge))} → ${path(i32(edges.toLane, edge))}`,
    facts,
    text: textAt(strings, u32(edges.label, edge)),
  }
}

function span(lanes: Lanes, startMs: number, endMs: number, times: TimeStyle): readonly Fact[] {
  const open = Number.isNaN(endMs)
  const length = formatDuration((open ? lanes.endMs : endMs) - startMs)
  return [
    { name: 'start', value: formatClock(startMs, times) },
    { name: 'duration', value: open ? `${length} so far` : length },
  ]
}
