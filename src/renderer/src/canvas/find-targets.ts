/** Lanes and slices by what they read like. Pure; the string table is looked through once per word, whatever the number of slices. */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { textAt, u32 } from './columns.ts'
import type { Target } from './scene.ts'

/**
 * Lanes whose path, nickname or id, and slices whose label or id hold every word (in lower case), a slice also by words of its
 * lane's path; lane by lane, at most `most`. A slice by words of its lane alone is not found.
 */
export function findTargets(lanes: Lanes, words: readonly string[], most = Infinity): readonly Target[] {
  if (words.length === 0) return []
  const { strings, slices } = lanes
  const lower = Array.from(strings.ends, (_, at) => textAt(strings, at).toLowerCase())
  const holding = words.map((word) => Uint8Array.from(lower, (text) => (text.includes(word) ? 1 : 0)))
  const found: Target[] = []
  for (const [index, lane] of lanes.lanes.entries()) {
    const names = `${lane.path} ${lane.nickname ?? ''} ${lane.threadId}`.toLowerCase()
    const inLane = words.map((word) => names.includes(word))
    if (inLane.every(Boolean) && found.length < most) found.push({ type: 'lane', lane: index })
    for (let slice = lane.first; slice < lane.end && found.length < most; slice++) {
      const label = u32(slices.label, slice)
      const id = u32(slices.id, slice)
      const own = holding.map((texts) => texts[label] === 1 || texts[id] === 1)
      if (own.some(Boolean) && own.every((holds, word) => holds || inLane[word] === true))
        found.push({ type: 'slice', slice, merged: 1 })
    }
  }
  return found
}
