/**
 * One frame handler per window: input first, then what follows from it (`settle`), then draws. A gesture of many events costs
 * one drawing, and a drawing shows the input of its own frame. Work is known by its owner's key; asking twice replaces.
 */
export interface FrameScheduler {
  /** Runs before the draws of the next frame. */
  onInput: (key: object, work: () => void) => void
  /** `now` is the frame's time in ms, the same for all draws of a frame. */
  onDraw: (key: object, work: (now: number) => void) => void
  /** Forgets pending work of an owner that goes away. */
  cancel: (key: object) => void
  /** Nothing is pending: what is on screen is what was asked for. */
  isIdle: () => boolean
}

type Frames = Pick<Window, 'requestAnimationFrame'>

/** `settle` carries out what inputs changed, for example reactive effects, which may ask for draws of this frame. */
export function createFrameScheduler(frames: Frames, settle: () => void): FrameScheduler {
  const inputs = new Map<object, () => void>()
  const draws = new Map<object, (now: number) => void>()
  let requested = false

  function run(now: number): void {
    try {
      takeAll(inputs).forEach((work) => {
        work()
      })
      settle()
      takeAll(draws).forEach((work) => {
        work(now)
      })
    } finally {
      // Work asked for while running either was taken above or belongs to the next frame.
      requested = false
      if (inputs.size + draws.size > 0) request()
    }
  }

  function request(): void {
    if (requested) return
    requested = true
    frames.requestAnimationFrame(run)
  }

  return {
    onInput(key, work) {
      inputs.set(key, work)
      request()
    },
    onDraw(key, work) {
      draws.set(key, work)
      request()
    },
    cancel(key) {
      inputs.delete(key)
      draws.delete(key)
    },
    isIdle: () => inputs.size === 0 && draws.size === 0,
  }
}

const schedulers = new WeakMap<object, FrameScheduler>()

/** The scheduler of a window; always the same one. */
export function frameSchedulerOf(frames: Frames, settle: () => void): FrameScheduler {
  const known = schedulers.get(frames)
  if (known !== undefined) return known
  const made = createFrameScheduler(frames, settle)
  schedulers.set(frames, made)
  return made
}

function takeAll<T>(work: Map<object, T>): readonly T[] {
  const all = [...work.values()]
  work.clear()
  return all
}
