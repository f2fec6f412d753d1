/**
 * What becomes of the things a person gave: which the window opens, which get windows of their own, which are offered to choose
 * from, and what is said of the rest. Pure: kinds in, a plan out.
 */
import type { GivenKind } from '../../shared/view-models/app.ts'
import type { Recognized } from './recognize.ts'

export interface PlanOptions {
  /** Asked to be compared. */
  readonly compare: boolean
  /** Given in one movement, such as a drop: two traces are then meant to be compared. */
  readonly together: boolean
  /** The shell can open windows. */
  readonly windows: boolean
  /** The window shows something, which is not given up for what cannot be opened. */
  readonly occupied?: boolean
}

export interface OpeningPlan {
  /** For this window: one thing, or the two to compare. */
  readonly here: readonly Recognized[]
  readonly compare: boolean
  /** One window each. */
  readonly elsewhere: readonly Recognized[]
  /** Several things where there is one window: the person picks. */
  readonly choices: readonly Recognized[]
  /** What is said of the things that are not opened as they were meant. Sentences. */
  readonly notes: readonly string[]
}

/** Windows that a single wish may open. */
export const MOST_WINDOWS = 20
const NAMED = 3

const TRACES: ReadonlySet<GivenKind> = new Set(['bundle', 'archive', 'graph', 'slow'])

export function planOpening(given: readonly Recognized[], options: PlanOptions): OpeningPlan {
  const { compare, together, windows, occupied = false } = options
  const things = [...new Map(given.map((thing) => [thing.path, thing])).values()]
  const openable = things.filter(({ kind }) => TRACES.has(kind) || kind === 'library')
  const traces = openable.filter(({ kind }) => kind !== 'library')
  const [first] = things
  // Nothing can be opened: trying to says why, with advice.
  if (openable.length === 0 && !occupied && first !== undefined)
    return plan({ here: [first], notes: problemsOf(things.filter((thing) => thing !== first)) })
  const notes = problemsOf(things)

  const pair = traces.slice(0, 2)
  if (pair.length === 2 && (compare || (together && openable.length === 2))) {
    const rest = openable.filter((thing) => !pair.includes(thing))
    return plan({ here: pair, compare: true, notes: [...notes, ...leftOut(rest, 'a comparison takes two')] })
  }
  if (compare && openable.length > 0) notes.push('A comparison takes two traces.')
  if (openable.length <= 1) return plan({ here: openable, notes })
  if (!windows) return plan({ choices: openable, notes })
  const rest = openable.slice(MOST_WINDOWS)
  return plan({
    here: openable.slice(0, 1),
    elsewhere: openable.slice(1, MOST_WINDOWS),
    notes: [...notes, ...leftOut(rest, `${String(MOST_WINDOWS)} windows are opened at once`)],
  })
}

function plan(parts: Partial<OpeningPlan>): OpeningPlan {
  return { here: [], compare: false, elsewhere: [], choices: [], notes: [], ...parts }
}

function problemsOf(things: readonly Recognized[]): string[] {
  const said = (kind: GivenKind, one: string, many: string): readonly string[] => {
    const those = things.filter((thing) => thing.kind === kind)
    return those.length === 0 ? [] : [`${namesOf(those)} ${those.length === 1 ? one : many}.`]
  }
  return [
    ...said('missing', 'is not there', 'are not there'),
    ...said('unreadable', 'may not or cannot be read', 'may not or cannot be read'),
    ...said('nothing', 'holds no bundle', 'hold no bundle'),
  ]
}

function leftOut(things: readonly Recognized[], why: string): readonly string[] {
  return things.length === 0 ? [] : [`Left out: ${namesOf(things)}; ${why}.`]
}

function namesOf(things: readonly Recognized[]): string {
  const named = things.slice(0, NAMED).map(({ name }) => JSON.stringify(name))
  const more = things.length - named.length
  return more > 0 ? `${named.join(', ')} and ${String(more)} more` : named.join(', ')
}
