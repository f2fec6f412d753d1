/**
 * Where a view of lanes looks: zoom, scroll, folds. Usually a view has its own; two views over traces that are compared share
 * one and so move together. What they share must mean the same on both sides: the lanes are in one order, the axes begin
 * at the same place, and a lane folds with the one opposite.
 */
import type { Axis } from '../../canvas/axis.ts'
import type { Idleness } from '../../canvas/idle-gaps.ts'
import { type LaneFolds, NO_FOLDS } from '../../canvas/lane-layout.ts'
import type { AxisUnit, ContentPx } from '../../canvas/spaces.ts'
import type { Viewport } from '../../canvas/viewport.ts'

export interface AskedView {
  readonly viewport: Viewport
  /** The axis it was meant for. */
  readonly axis: Axis | undefined
}

export type LanesLook = ReturnType<typeof createLanesLook>

/** The start of a view before its first size is known. */
const UNSIZED: Viewport = { start: 0, perPx: 1, scrollTop: 0, width: 0, height: 0 }

/** `opposite`: the thread whose lane folds with that of a thread. `idle`: when nothing happened on either side, if not on one's own. */
export function createLanesLook(
  shared: boolean,
  opposite: (threadId: string) => string | undefined = () => undefined,
  idle: () => Idleness | undefined = () => undefined,
) {
  let asked = $state.raw<AskedView>({ viewport: UNSIZED, axis: undefined })
  let scrollTop = $state<ContentPx>(0)
  let folds = $state.raw<LaneFolds>(NO_FOLDS)
  let foldsIdle = $state(true)
  let extents = $state.raw<readonly { readonly of: string; readonly extent: AxisUnit }[]>([])
  return {
    shared,
    get asked() {
      return asked
    },
    set asked(next: AskedView) {
      asked = next
    },
    get scrollTop() {
      return scrollTop
    },
    set scrollTop(next: ContentPx) {
      scrollTop = next
    },
    get folds() {
      return folds
    },
    set folds(next: LaneFolds) {
      folds = next
    },
    get foldsIdle() {
      return foldsIdle
    },
    set foldsIdle(next: boolean) {
      foldsIdle = next
    },
    /** Undefined: that of the lanes themselves. */
    get idle() {
      return idle()
    },
    /** The thread itself and the one opposite. */
    together(threadId: string): readonly string[] {
      const other = opposite(threadId)
      return other === undefined ? [threadId] : [threadId, other]
    },
    /** Both sides can be moved as far as the longer one goes. */
    extentOf(axis: Axis): AxisUnit {
      return shared ? Math.max(axis.extent, ...extents.map(({ extent }) => extent)) : axis.extent
    },
    /** A view says how far its own axis goes. */
    setExtent(of: string, extent: AxisUnit) {
      if (!shared || extents.some((known) => known.of === of && known.extent === extent)) return
      extents = [...extents.filter((known) => known.of !== of), { of, extent }]
    },
  }
}
