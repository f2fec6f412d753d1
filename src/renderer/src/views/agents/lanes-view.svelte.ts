/**
 * What a lanes view knows by itself: where it looks, what is filtered and hovered; and the scene that follows from that and
 * from what the frame passes in. Verbs change it, drawing reads `scene` and `viewport`. One per mounted view.
 */
import { type Axis, createClockAxis, createSequenceAxis, stretchOf, unitOf } from '../../canvas/axis.ts'
import { carryViewport } from '../../canvas/carry-viewport.ts'
import { u16 } from '../../canvas/columns.ts'
import { createBundler } from '../../canvas/edge-bundles.ts'
import { placeEdges } from '../../canvas/edge-geometry.ts'
import { dimmedBy, edgeFilterOf, type LaneFilter, NO_FILTER } from '../../canvas/lane-filter.ts'
import { COMPACT, laidOf, layoutLanes, NO_FOLDS, rowTop, shownRow } from '../../canvas/lane-layout.ts'
import { type Direction, edgesTouching, laneOf, step, stepEdge, stepFailure } from '../../canvas/navigation.ts'
import { placeSlices } from '../../canvas/placement.ts'
import { refOf, targetOf } from '../../canvas/refs.ts'
import type { Scene, Stretch, Target } from '../../canvas/scene.ts'
import type { AxisUnit, ContentPx, CssPx } from '../../canvas/spaces.ts'
import { sameTarget, stretchOfTarget } from '../../canvas/targets.ts'
import {
  fit,
  fitAll,
  panBy,
  panTo,
  resize,
  reveal,
  span,
  unitAt,
  type Viewport,
  zoomAt,
} from '../../canvas/viewport.ts'
import { createLanesLook, type LanesLook } from './lanes-look.svelte.ts'
import {
  collapseAll,
  expandAll,
  openFor,
  toggleCollapsed,
  toggleExpanded,
  withOpposite,
  withoutOpposite,
} from './lane-folds.ts'
import type { TraceRange } from '../../state/time-range.ts'
import type { LanesViewProps } from './props.ts'

export type LanesView = ReturnType<typeof createLanesView>

/** What tells the Agents view and the Timeline apart. */
export interface LanesOptions {
  /** Lanes always show their full nesting. */
  readonly fixedRows: boolean
  /** Edges are drawn at rest too, not only those of the selection. */
  readonly restingEdges: boolean
}

export function createLanesView(props: LanesViewProps, options: LanesOptions) {
  const mine = createLanesLook(false)
  const look = $derived(props.look ?? mine)
  let filter = $state.raw<LaneFilter>(NO_FILTER)
  let hovered = $state.raw<Target | undefined>(undefined)
  let measure = $state.raw<Stretch | undefined>(undefined)
  let size = $state.raw<{ width: CssPx; height: CssPx }>({ width: 0, height: 0 })
  let walked: number | undefined

  const sequence = $derived(createSequenceAxis(props.lanes))
  const clock = $derived(createClockAxis(props.lanes, look.foldsIdle, look.idle))
  const own = $derived<Axis>(props.axis === 'clock' ? clock : sequence)
  const axis = $derived<Axis>(look.shared ? { ...own, extent: look.extentOf(own) } : own)
  const placement = $derived(placeSlices(props.lanes, axis))
  const everything = $derived(expandAll(props.lanes))
  const shownFolds = $derived(options.fixedRows ? { ...everything, collapsed: look.folds.collapsed } : look.folds)
  const layout = $derived(layoutLanes(props.lanes, shownFolds, COMPACT))
  const hiddenEdges = $derived(filter.hiddenEdges)
  const agents = $derived(filter.agents)
  const edges = $derived(placeEdges(props.lanes, placement, layout, edgeFilterOf(props.lanes, hiddenEdges, agents)))
  const bundlesIn = $derived(createBundler(props.lanes, edges, layout))
  const dimmed = $derived(dimmedBy(props.lanes, filter))
  const selected = $derived(props.selected && targetOf(props.lanes, props.selected))
  const ownEdges = $derived(edgesTouching(props.lanes, selected))
  const hoveredEdges = $derived(edgesTouching(props.lanes, hovered))
  const strongEdges = $derived(ownEdges.concat(hoveredEdges.filter((edge) => !ownEdges.includes(edge))))
  const range = $derived(props.range && stretchOfRange(axis, props.range))
  const viewport = $derived.by(() => {
    const known = knownView(look, axis)
    const sized = known.width === 0 ? fitAll({ ...known, ...size }, axis) : resize(known, axis, size.width, size.height)
    const kept = props.following === true ? panTo(sized, axis, axis.extent) : sized
    return { ...kept, scrollTop: Math.min(look.scrollTop, Math.max(0, layout.height - size.height)) }
  })
  $effect(() => {
    look.setExtent(props.lanes.lanes[0]?.threadId ?? '', own.extent)
  })
  const scene = $derived<Scene>({
    ...{ lanes: props.lanes, axis, placement, layout, edges, bundlesIn, restingEdges: options.restingEdges },
    ...{ dimmed, selected, hovered, strongEdges, range, measure, newAfter: props.newAfter },
  })

  function show(next: Viewport): void {
    if (props.following === true && unitAt(next, next.width) < axis.extent) props.onleave?.()
    look.asked = { viewport: next, axis }
  }

  function scrollTo(top: ContentPx): void {
    look.scrollTop = Math.min(Math.max(0, top), Math.max(0, layout.height - size.height))
  }

  /** A merged run stands for the slice it names. Bundles and gaps are nothing to select. */
  function select(target: Target | undefined): void {
    const one = target?.type === 'slice' ? { ...target, merged: 1 } : target
    const ref = one && refOf(props.lanes, one)
    if (one !== undefined && ref === undefined) return
    if (one?.type !== 'edge') walked = laneOf(scene, one)
    props.onselect(ref)
    if (one !== undefined) bringIntoView(one)
  }

  /** Opens and scrolls to where a target is drawn. */
  function bringIntoView(target: Target): void {
    const lane = laneOf(scene, target)
    if (lane === undefined || size.width <= 0) return
    const opened = openFor(look.folds, props.lanes, target, lane)
    if (opened !== look.folds) look.folds = withoutOpposite(opened, look.together)
    const stretch = stretchOfTarget(scene, target)
    if (target.type !== 'lane') show(reveal(viewport, axis, stretch.from, stretch.to))
    const laid = laidOf(layout, lane)
    const row = target.type === 'slice' ? shownRow(laid, u16(props.lanes.slices.row, target.slice)) : undefined
    const top = row === undefined ? laid.top : rowTop(layout, laid, row) - layout.metrics.lanePad
    const bottom = row === undefined ? laid.top + laid.height : top + layout.metrics.rowPitch + layout.metrics.lanePad
    if (top < look.scrollTop) scrollTo(top)
    else if (bottom > look.scrollTop + size.height) scrollTo(bottom - size.height)
  }

  return {
    get folds() {
      return look.folds
    },
    toggleCollapsed(threadId: string) {
      for (const thread of look.together(threadId)) look.folds = toggleCollapsed(look.folds, thread)
    },
    toggleExpanded(threadId: string) {
      for (const thread of look.together(threadId)) look.folds = toggleExpanded(look.folds, thread)
    },
    collapseAll() {
      look.folds = withOpposite(collapseAll(props.lanes), look.together)
    },
    expandAll() {
      look.folds = withOpposite(everything, look.together)
    },
    /** Three rows per lane, nothing collapsed. */
    restAll() {
      look.folds = NO_FOLDS
    },
    get scene() {
      return scene
    },
    get viewport() {
      return viewport
    },
    get selected() {
      return selected
    },
    /** False until the size of the plot is known. */
    get sized() {
      return size.width > 0
    },
    get filter() {
      return filter
    },
    setFilter(next: LaneFilter) {
      filter = next
    },
    get foldsIdle() {
      return look.foldsIdle
    },
    setFoldsIdle(fold: boolean) {
      look.foldsIdle = fold
    },
    resize(width: CssPx, height: CssPx) {
      size = { width, height }
    },
    scrollTo,
    pan(dx: CssPx, dy: CssPx) {
      if (dx !== 0) show(panBy(viewport, axis, dx))
      if (dy !== 0) scrollTo(look.scrollTop + dy)
    },
    zoom(x: CssPx, factor: number) {
      show(zoomAt(viewport, axis, props.following === true ? viewport.width : x, factor))
    },
    panTo(start: AxisUnit) {
      show(panTo(viewport, axis, start))
    },
    /** Shows exactly a stretch of the axis. */
    show({ from, to }: Stretch) {
      show(span(viewport, axis, from, to))
    },
    /** Shows what a target spans; everything without one. */
    fit(target: Target | undefined) {
      const stretch = target && stretchOfTarget(scene, target)
      show(stretch === undefined ? fitAll(viewport, axis) : fit(viewport, axis, stretch.from, stretch.to))
    },
    hover(target: Target | undefined) {
      if (!sameTarget(hovered, target)) hovered = target
    },
    select,
    bringIntoView,
    step(direction: Direction) {
      select(step(scene, selected, direction, unitAt(viewport, viewport.width / 2)))
    },
    /** To the next or previous edge of the lane that was selected last, so that a walk along its edges stays with it. */
    stepEdge(by: 1 | -1) {
      const lane = walked ?? laneOf(scene, selected)
      if (lane !== undefined) select(stepEdge(scene, selected, lane, by))
    },
    stepFailure(by: 1 | -1) {
      const next = stepFailure(scene, selected, by)
      if (next !== undefined) select(next)
    },
    stretch(fromX: CssPx, toX: CssPx): Stretch {
      const ends = [fromX, toX].map((x) => Math.min(Math.max(0, unitAt(viewport, x)), axis.extent))
      return { from: Math.min(...ends), to: Math.max(...ends) }
    },
    setMeasure(stretch: Stretch | undefined) {
      measure = stretch
    },
    /** Marks what the selection spans: as the measured stretch, with its totals, or as the range of all views. */
    mark(as: 'measure' | 'range') {
      const stretch = selected && stretchOfTarget(scene, selected)
      if (stretch === undefined) return
      if (as === 'measure') measure = stretch
      else props.onrange(stretchOf(axis, sequence, stretch.from, stretch.to))
    },
    /** What was measured first, then the range. */
    clearStretch() {
      if (measure === undefined) props.onrange(undefined)
      else measure = undefined
    },
    setRange(stretch: Stretch | undefined) {
      props.onrange(stretch && stretchOf(axis, sequence, stretch.from, stretch.to))
    },
  }
}

/** What was asked for, on this axis. A look that is shared keeps its place on every axis of the same kind. */
function knownView({ asked, shared }: LanesLook, axis: Axis): Viewport {
  if (asked.axis === undefined) return asked.viewport
  if (!shared) return carryViewport(asked.viewport, asked.axis, axis)
  return asked.axis.kind === axis.kind ? asked.viewport : fitAll(asked.viewport, axis)
}

function stretchOfRange(axis: Axis, range: TraceRange): Stretch {
  return { from: unitOf(axis, range.startMs, range.startSeq), to: unitOf(axis, range.endMs, range.endSeq) }
}
