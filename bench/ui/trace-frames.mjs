/**
 * Reads a Chromium performance trace: what the main thread of the page did per frame, by kind of work, and which frames were
 * dropped. Work is the thread's CPU time, so that other processes of the machine do not count.
 *
 * A frame begins where the compositor asks the main thread for one; all tasks up to the next such moment belong to it. `raster`
 * is what committing a frame took beyond painting: without a GPU, 2D canvases are drawn there, by the CPU, on this thread.
 */

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, cat?: string, args?: any }} TraceEvent */
/** @typedef {'script' | 'style' | 'layout' | 'paint' | 'raster' | 'rest'} Work */
/** @typedef {Record<Work, number> & { total: number, ts: number }} Frame milliseconds of CPU; `ts` in µs of the trace */

export const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'blink.user_timing',
]

/** Work by the event that stands for it; time inside an inner event of another kind counts as that. @type {Record<string, Work>} */
const WORK = {
  ...Object.fromEntries(
    [
      ...['EvaluateScript', 'FunctionCall', 'FireAnimationFrame', 'EventDispatch', 'TimerFire', 'RunMicrotasks'],
      ...['MajorGC', 'MinorGC', 'V8.GCScavenger', 'BlinkGC.AtomicPhase', 'FireIdleCallback', 'WebSocketReceive'],
    ].map((name) => [name, /** @type {const} */ ('script')]),
  ),
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  ...Object.fromEntries(
    ['PrePaint', 'Paint', 'Layerize', 'UpdateLayer'].map((name) => [name, /** @type {const} */ ('paint')]),
  ),
  Commit: 'raster',
}

/** The main thread that worked most: the page's. @param {readonly TraceEvent[]} events */
export function mainThreadOf(events) {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const busy = (/** @type {TraceEvent} */ { pid, tid }) =>
    events.reduce(
      (sum, event) => sum + (event.pid === pid && event.tid === tid && event.name === 'RunTask' ? (event.dur ?? 0) : 0),
      0,
    )
  const [best] = threads.toSorted((a, b) => busy(b) - busy(a))
  if (best === undefined) throw new Error('the trace has no main thread')
  return events.filter(({ pid, tid }) => pid === best.pid && tid === best.tid).toSorted((a, b) => a.ts - b.ts)
}

/** @param {readonly TraceEvent[]} main */
export function longestTaskMs(main) {
  return Math.max(0, ...main.filter(({ name }) => name === 'RunTask').map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000))
}

/** CPU of every frame that drew something. @param {readonly TraceEvent[]} main @param {(frame: Frame) => boolean} [counts] @returns {readonly Frame[]} */
export function framesOf(main, counts = ({ script }) => script > 0) {
  const starts = main.filter(({ name }) => name === 'BeginMainThreadFrame').map(({ ts }) => ts)
  /** @type {Frame[]} */
  const frames = starts.map((ts) => ({ script: 0, style: 0, layout: 0, paint: 0, raster: 0, rest: 0, total: 0, ts }))
  /** Open events, outermost first. @type {{ end: number, work: Work, frame: Frame }[]} */
  const open = []
  let at = -1
  for (const event of main) {
    const inTask = event.name === 'RunTask'
    const work = inTask ? 'rest' : WORK[event.name]
    if (event.name === 'BeginMainThreadFrame') at += 1
    if (event.ph !== 'X' || work === undefined) continue
    while ((open.at(-1)?.end ?? Infinity) <= event.ts) open.pop()
    // The task that begins a frame starts a moment before it says so.
    const next = starts[at + 1]
    const frame = frames[inTask && next !== undefined && next < event.ts + (event.dur ?? 0) ? at + 1 : at]
    if (frame === undefined) continue
    const ms = (event.tdur ?? event.dur ?? 0) / 1000
    const outer = open.at(-1)
    if (outer === undefined) frame.total += ms
    else outer.frame[outer.work] -= ms
    frame[work] += ms
    open.push({ end: event.ts + (event.dur ?? 0), work, frame })
  }
  return frames.filter(counts)
}

/** Frames that the compositor wanted and did not get, over those it wanted. @param {readonly TraceEvent[]} events @param {number} pid */
export function droppedFrames(events, pid) {
  const count = (/** @type {string} */ name) =>
    events.filter((event) => event.pid === pid && event.name === name).length
  return { dropped: count('DroppedFrame'), drawn: count('DrawFrame') }
}

/** Details of the user timing marks of that name, in order. @param {readonly TraceEvent[]} main @param {string} mark @returns {readonly { ts: number, detail: any }[]} */
export function marksOf(main, mark) {
  return main
    .filter(({ name, cat }) => name === mark && cat?.includes('blink.user_timing'))
    .map(({ ts, args }) => ({ ts, detail: JSON.parse(args?.data?.detail ?? 'null') }))
}

/** @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
