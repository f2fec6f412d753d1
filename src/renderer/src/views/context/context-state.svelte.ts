/** What the Context view shows: the call that follows the selection, and its input fetched by windows. */
import type { ObjectKind, ObjectRef } from '../../../../trace/model/object-ref.ts'
import type { Context, ContextEntry } from '../../../../shared/view-models/context.ts'
import type { App } from '../../state/app.svelte.ts'
import { keptRef, keptText } from '../../state/kept.ts'
import { sameRef, type Navigation } from '../../state/navigation.svelte.ts'
import { createPaged, type Paged } from '../../state/paged.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import { rangeOf } from '../../state/time-range.ts'
import type { TimeState } from '../../state/time.svelte.ts'

interface Parts {
  readonly app: App
  readonly session: Session
  readonly navigation: Navigation
  readonly time: TimeState
}

const followedKinds: readonly ObjectKind[] = [
  'inference_call',
  'conversation_item',
  'codex_turn',
  'thread',
  'tool_call',
  'terminal_operation',
  'code_cell',
  'compaction',
  'interaction_edge',
  'raw_payload',
]

export interface ShownCall {
  /** Undefined until it is known, and where no agent has a call. */
  readonly id: string | undefined
  /** Whether there is a call to show; undefined until that is known. */
  readonly any: boolean | undefined
  /** An item that was selected without leaving the call. */
  readonly own: ObjectRef | undefined
  /** Selects an item of the shown input: the view stays with its call, though another one was given the item first. */
  selectHere(ref: ObjectRef, found?: string): void
}

/** The call that the selection leads to; before anything is selected the one shown last time, else the root's last one. */
export function createShownCall(
  { app, session, navigation, time }: Parts,
  active: () => boolean,
  root: () => string | undefined,
  recalled: unknown,
): ShownCall {
  let own = $state.raw(keptRef(recalled, 'own'))
  let kept = $state.raw<string | undefined>(undefined)
  /** Shown the last time that the bundle was open; given up once the log is read and there is no such call. */
  let last = $state.raw(keptText(recalled, 'call'))
  const wanted = $derived.by<ObjectRef | undefined>(() => {
    const ref = navigation.selected
    if (ref !== undefined && followedKinds.includes(ref.kind) && !sameRef(ref, own)) return ref
    if (kept !== undefined) return undefined
    if (last !== undefined) return { kind: 'inference_call', id: last }
    const id = root()
    return id === undefined ? undefined : { kind: 'thread', id }
  })
  const found = createQuery(
    app.shell.client,
    'trace/place',
    () =>
      session.id === undefined || wanted === undefined || !active()
        ? undefined
        : { session: session.id, ref: wanted, ...rangeOf(time.range) },
    () => session.revision,
  )
  // What was followed last stays while something else is selected, which no derivation remembers.
  $effect(() => {
    const id = found.value?.inferenceCallId ?? undefined
    if (id !== undefined) kept = id
    else if (found.value !== undefined && session.phase.name === 'complete') last = undefined
  })
  return {
    get id() {
      return kept
    },
    get own() {
      return own
    },
    get any() {
      return kept !== undefined || (found.value === undefined ? undefined : false)
    },
    selectHere(ref, found) {
      own = ref
      navigation.select(ref, found)
    },
  }
}

export interface CallContext extends Paged<ContextEntry> {
  /** Everything but the entries, of the newest answer. */
  readonly head: Context | undefined
}

/** Entries of one answer. */
const ROWS = 500

export function createCallContext(
  { app, session, time }: Parts,
  active: () => boolean,
  id: () => string,
  window: () => { readonly first: number; readonly end: number },
): CallContext {
  let head = $state.raw<Context | undefined>(undefined)
  const key = (): string => JSON.stringify([id(), rangeOf(time.range)])
  const entries = createPaged<ContextEntry>(
    () => (active() && session.id !== undefined ? { key: key(), revision: session.revision, ...window() } : undefined),
    async (from, limit, signal) => {
      const request = { session: session.id ?? '', inferenceCallId: id(), from, limit, ...rangeOf(time.range) }
      const answer = await app.shell.client.call('trace/context', request, { signal })
      head = answer
      return { total: answer.total, rows: answer.entries }
    },
    ROWS,
  )
  return {
    get head() {
      return head
    },
    get total() {
      return entries.total
    },
    get failure() {
      return entries.failure
    },
    row: entries.row,
    retry: entries.retry,
  }
}
