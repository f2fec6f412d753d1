/**
 * Turns pointer and wheel events of one element into gestures, at most one of a kind per frame.
 * Wheel scrolls, with Shift pans, with Ctrl or Cmd (and a pinch, which arrives as that) zooms; a drag pans, with Shift
 * measures; two touches pinch. Positions are relative to the element.
 */
import type { FrameScheduler } from './frame-scheduler.ts'
import type { CssPx, Point } from './spaces.ts'

export interface GestureHandlers {
  /** Undefined when the pointer left. */
  readonly onHover: (at: Point | undefined) => void
  readonly onPan: (dx: CssPx, dy: CssPx) => void
  readonly onZoom: (x: CssPx, factor: number) => void
  readonly onClick: (at: Point) => void
  readonly onDoubleClick: (at: Point) => void
  /** A stretch is being dragged out; `done` once the button is up. */
  readonly onStretch: (from: CssPx, to: CssPx, done: boolean) => void
  /** True if a plain drag stretches here (the ruler) instead of panning. */
  readonly stretches: boolean
}

/** A press that moves less is a click: hands are not still. */
const CLICK_SLACK_PX: CssPx = 4
const WHEEL_ZOOM = 0.0022
/** Lines and pages of `WheelEvent.deltaMode`, in px. */
const WHEEL_UNITS = [1, 16, 400]

interface Press {
  readonly id: number
  readonly start: Point
  readonly stretch: boolean
  last: Point
  moved: boolean
}

export function attachGestures(element: HTMLElement, frames: FrameScheduler, handlers: GestureHandlers): () => void {
  const ended = new AbortController()
  const hoverKey = {}
  const moveKey = {}
  const touches = new Map<number, Point>()
  let press: Press | undefined
  let panX = 0
  let panY = 0
  let zoom: { x: CssPx; factor: number } | undefined
  let stretchTo: CssPx | undefined

  function flushMove(): void {
    if (panX !== 0 || panY !== 0) handlers.onPan(panX, panY)
    if (zoom !== undefined) handlers.onZoom(zoom.x, zoom.factor)
    if (stretchTo !== undefined && press !== undefined) handlers.onStretch(press.start.x, stretchTo, false)
    panX = 0
    panY = 0
    zoom = undefined
    stretchTo = undefined
  }

  function addPan(dx: CssPx, dy: CssPx): void {
    panX += dx
    panY += dy
    frames.onInput(moveKey, flushMove)
  }

  function addZoom(x: CssPx, factor: number): void {
    zoom = { x, factor: (zoom?.factor ?? 1) * factor }
    frames.onInput(moveKey, flushMove)
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault()
    const unit = WHEEL_UNITS[event.deltaMode] ?? 1
    const dx = event.deltaX * unit
    const dy = event.deltaY * unit
    if (event.ctrlKey || event.metaKey) addZoom(pointOf(event).x, Math.exp(-clampWheel(dy) * WHEEL_ZOOM))
    else if (event.shiftKey) addPan(dx === 0 ? dy : dx, 0)
    else addPan(dx, dy)
  }

  function onDown(event: PointerEvent): void {
    const at = pointOf(event)
    if (event.pointerType === 'touch') touches.set(event.pointerId, at)
    if (touches.size > 1) press = undefined
    else if (event.button === 0) {
      press = { id: event.pointerId, start: at, last: at, moved: false, stretch: handlers.stretches || event.shiftKey }
      element.setPointerCapture(event.pointerId)
    }
  }

  function onMove(event: PointerEvent): void {
    const at = pointOf(event)
    if (touches.size > 1) pinch(event.pointerId, at)
    else if (press === undefined) {
      frames.onInput(hoverKey, () => {
        handlers.onHover(at)
      })
    } else if (press.id === event.pointerId) drag(press, at)
  }

  function drag(held: Press, at: Point): void {
    held.moved ||= Math.hypot(at.x - held.start.x, at.y - held.start.y) > CLICK_SLACK_PX
    if (!held.moved) return
    if (held.stretch) {
      stretchTo = at.x
      frames.onInput(moveKey, flushMove)
    } else addPan(held.last.x - at.x, held.last.y - at.y)
    held.last = at
  }

  function pinch(id: number, at: Point): void {
    const before = touches.get(id)
    const other = [...touches].find(([key]) => key !== id)?.[1]
    touches.set(id, at)
    if (before === undefined || other === undefined) return
    const spread = (from: Point): number => Math.max(8, Math.hypot(from.x - other.x, from.y - other.y))
    addZoom((at.x + other.x) / 2, spread(at) / spread(before))
    addPan((before.x - at.x) / 2, (before.y - at.y) / 2)
  }

  function onUp(event: PointerEvent): void {
    touches.delete(event.pointerId)
    if (press?.id !== event.pointerId) return
    const held = press
    flushMove()
    press = undefined
    if (held.moved && held.stretch) handlers.onStretch(held.start.x, held.last.x, true)
    else if (!held.moved && event.type === 'pointerup') handlers.onClick(held.start)
  }

  function onLeave(): void {
    frames.onInput(hoverKey, () => {
      handlers.onHover(undefined)
    })
  }

  function pointOf(event: MouseEvent): Point {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  const { signal } = ended
  element.addEventListener('wheel', onWheel, { signal, passive: false })
  element.addEventListener('pointerdown', onDown, { signal })
  element.addEventListener('pointermove', onMove, { signal })
  element.addEventListener('pointerup', onUp, { signal })
  element.addEventListener('pointercancel', onUp, { signal })
  element.addEventListener('pointerleave', onLeave, { signal })
  element.addEventListener(
    'dblclick',
    (event) => {
      handlers.onDoubleClick(pointOf(event))
    },
    { signal },
  )
  return () => {
    ended.abort()
    frames.cancel(hoverKey)
    frames.cancel(moveKey)
  }
}

/** A mouse wheel's notch is large, a pinch's steps are small; neither should jump. */
function clampWheel(delta: number): number {
  return Math.min(Math.max(delta, -180), 180)
}
