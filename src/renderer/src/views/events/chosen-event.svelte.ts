/**
 * The chosen row of the Events view. It follows a selected raw event through filters and comes back with the bundle. A row that
 * is chosen before it is fetched is selected, and opened if that was asked for, as soon as it is there.
 */
import { untrack } from 'svelte'
import type { ObjectRef } from '../../../../trace/model/object-ref.ts'
import type { App } from '../../state/app.svelte.ts'
import { keptNumber } from '../../state/kept.ts'
import type { Navigation } from '../../state/navigation.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import type { EventLine } from './line.ts'

export interface ChosenEvent {
  /** -1 for none, and for one that the filter leaves out. */
  readonly row: number
  /** Of the event chosen last; to be kept. */
  readonly seq: number | undefined
  choose(row: number): void
  /** Chooses it and shows its evidence. */
  open(row: number): void
}

interface Shared {
  readonly app: App
  readonly session: Session
  readonly navigation: Navigation
}

interface Events {
  /** The list has another row for another filter. */
  readonly filter: () => string
  /** Undefined while it is being fetched. */
  readonly line: (row: number) => EventLine | undefined
}

/** To be created while a component is set up. `recalled`: what was kept of it. */
export function createChosenEvent(
  { app, session, navigation }: Shared,
  active: () => boolean,
  { filter, line }: Events,
  recalled: unknown,
): ChosenEvent {
  let row = $state(-1)
  let seq = $state(keptNumber(recalled, 'seq'))
  let awaited = $state.raw<{ readonly opens: boolean; readonly selectedThen: ObjectRef | undefined } | undefined>()
  const wanted = $derived(navigation.selected?.kind === 'raw_event' ? Number(navigation.selected.id) : seq)
  const place = createQuery(
    app.shell.client,
    'trace/event-row',
    () =>
      session.id === undefined || wanted === undefined || !Number.isSafeInteger(wanted) || !active()
        ? undefined
        : { session: session.id, seq: wanted, filter: filter() },
    () => session.revision,
  )

  $effect(() => {
    const found = place.value
    if (found === undefined || found.seq !== wanted) return
    untrack(() => {
      const here = line(row)
      // A line that is no event can be chosen, but not selected.
      if (awaited !== undefined || here?.seq === found.seq || Number.isNaN(here?.seq)) return
      row = found.row ?? -1
      seq = found.seq
    })
  })

  $effect(() => {
    const wish = awaited
    const here = wish === undefined ? undefined : line(row)
    if (wish === undefined || here === undefined) return
    untrack(() => {
      awaited = undefined
      // Who selected something else meanwhile wants that.
      if (!Number.isFinite(here.seq) || navigation.selected !== wish.selectedThen) return
      const ref = { kind: 'raw_event', id: String(here.seq) } as const
      seq = here.seq
      navigation.select(ref)
      if (wish.opens) navigation.openEvidence(ref)
    })
  })

  function go(to: number, opens: boolean): void {
    row = to
    awaited = { opens, selectedThen: navigation.selected }
  }

  return {
    get row() {
      return row
    },
    get seq() {
      return seq
    },
    choose(to) {
      go(to, false)
    },
    open(to) {
      go(to, true)
    },
  }
}
