import { expect, test } from 'vitest'
import { recordedBundles, recordedReleases, samples } from '../testkit/fixtures.ts'
import { recordedGraphs } from '../testkit/recorded-graphs.ts'
import type { Lanes } from '../../shared/view-models/lanes.ts'
import { lanes } from './lanes.ts'
import { textAt } from './string-column.ts'
import { buildIndex } from './trace-index.ts'

const recordings = [
  ...recordedReleases().flatMap((release) => recordedBundles(release)),
  ...samples('0.164.0'),
  ...samples('0.169.0'),
]
const drawn = recordedGraphs(recordings).map(([name, reduction]) => ({
  name,
  reduction,
  view: lanes(buildIndex(reduction)),
}))

/** Slices of a lane that lie over each other in one row, as `A over B`. */
function collisions({ lanes: all, slices, strings }: Lanes): string[] {
  const reach = (end: number | undefined): number => (end === undefined || Number.isNaN(end) ? Infinity : end)
  const found: string[] = []
  for (const { first, end } of all) {
    for (let a = first; a < end; a++) {
      for (let b = first; b < a; b++) {
        if (slices.row[a] !== slices.row[b]) continue
        const [startA = 0, startB = 0] = [slices.startMs[a], slices.startMs[b]]
        const [seqA = 0, seqB = 0] = [slices.startSeq[a], slices.startSeq[b]]
        const inTime = startA < reach(slices.endMs[b]) && startB < reach(slices.endMs[a])
        const inSeq = seqA < reach(slices.endSeq[b]) && seqB < reach(slices.endSeq[a])
        if (inTime || inSeq)
          found.push(`${textAt(strings, slices.id[a] ?? -1)} over ${textAt(strings, slices.id[b] ?? -1)}`)
      }
    }
  }
  return found
}

test('no recording has slices that lie over each other', () => {
  expect(drawn.flatMap(({ name, view }) => collisions(view).map((where) => `${name}: ${where}`))).toEqual([])
  expect(drawn.length).toBeGreaterThan(250)
})

test('every object with a duration is one slice, every edge one arrow', () => {
  for (const { name, reduction, view } of drawn) {
    const { graph } = reduction
    const objects =
      graph.codex_turns.size +
      graph.inference_calls.size +
      graph.tool_calls.size +
      graph.code_cells.size +
      graph.terminal_operations.size +
      graph.compactions.size +
      graph.compaction_requests.size
    expect([name, view.slices.count, view.edges.count]).toEqual([name, objects, graph.interaction_edges.size])
  }
})

test('slices are sorted, stand in the lane that counts them, and lie in a slice of the same lane above them', () => {
  for (const { name, view } of drawn) {
    const { slices } = view
    for (const [position, lane] of view.lanes.entries()) {
      for (let at = lane.first; at < lane.end; at++) {
        const parent = slices.parent[at] ?? -1
        expect(slices.lane[at], name).toBe(position)
        expect(slices.row[at], name).toBeLessThan(lane.rows)
        if (at > lane.first) expect(slices.startMs[at], name).toBeGreaterThanOrEqual(slices.startMs[at - 1] ?? 0)
        if (parent < 0) continue
        expect(slices.lane[parent], name).toBe(position)
        expect(slices.row[parent], name).toBeLessThan(slices.row[at] ?? 0)
      }
    }
  }
})

test('edges are sorted by source seq, and all ends lie on steps of the sequence axis', () => {
  for (const { name, view } of drawn) {
    const steps = new Set(view.steps)
    const ends = [view.slices.startSeq, view.slices.endSeq, view.edges.fromSeq, view.edges.toSeq]
    const offStep = ends.flatMap((column) => [...column].filter((seq) => !Number.isNaN(seq) && !steps.has(seq)))
    expect(offStep, name).toEqual([])
    expect([...view.edges.fromSeq], name).toEqual([...view.edges.fromSeq].sort((a, b) => a - b))
  }
})

test('in the showcase every edge leaves a call, and all that were received were seen by a model', () => {
  const showcase = drawn.find(({ name }) => name === 'samples/0.169.0/showcase')
  expect(showcase?.view.edges.fromSlice.includes(-1)).toBe(false)
  expect(showcase?.view.edges.toSlice.includes(-1)).toBe(false)
  expect(showcase?.view.lanes.map(({ path, depth }) => `${String(depth)} ${path}`)).toEqual([
    '0 /root',
    '1 /root/reproduce',
    '1 /root/inspect_parser',
    '2 /root/inspect_parser/read_history',
    '1 /root/write_tests',
    '1 /root/fix',
    '1 /root/docs',
    '1 /root/review',
  ])
})
