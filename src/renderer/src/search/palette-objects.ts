/** Objects for the palette: agents, turns, calls, cells and operations by name or id, from the lanes that the page has anyway. Pure. */
import type { ObjectRef } from '../../../trace/model/object-ref.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { item, textAt, u32 } from '../canvas/columns.ts'
import { findTargets } from '../canvas/find-targets.ts'
import { refOf } from '../canvas/refs.ts'

export interface PaletteObject {
  readonly ref: ObjectRef
  readonly label: string
  /** Agent path; empty for an agent, which it names. */
  readonly path: string
}

const MOST = 40
const FEWEST_LETTERS = 2

/** At most 40; none for less than two letters, which would find almost everything. */
export function paletteObjects(lanes: Lanes, wanted: string): readonly PaletteObject[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.join('').length < FEWEST_LETTERS) return []
  return findTargets(lanes, words, MOST).flatMap((target) => {
    const ref = refOf(lanes, target)
    if (ref === undefined) return []
    if (target.type === 'lane') return [{ ref, label: item(lanes.lanes, target.lane).path, path: '' }]
    if (target.type !== 'slice') return []
    const label = textAt(lanes.strings, u32(lanes.slices.label, target.slice))
    return [{ ref, label, path: item(lanes.lanes, u32(lanes.slices.lane, target.slice)).path }]
  })
}
