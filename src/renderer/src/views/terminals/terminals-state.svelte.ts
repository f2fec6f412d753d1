/** What the Terminals view shows: the list within the range, the terminal that the selection leads to, and what is found in both. */
import type { TerminalDetail, TerminalStep, TerminalSummary } from '../../../../shared/view-models/terminals.ts'
import type { ObjectRef } from '../../../../trace/model/object-ref.ts'
import type { ListViewState } from '../../layout/list-view.ts'
import type { App } from '../../state/app.svelte.ts'
import { createFind, positionsOf } from '../../state/find.svelte.ts'
import type { Navigation } from '../../state/navigation.svelte.ts'
import { createFollowed } from '../../state/place.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import { inRange } from '../../state/time-range.ts'
import type { TimeState } from '../../state/time.svelte.ts'
import { stepsWith } from './step-text.ts'

/** Steps of one answer of the host. */
export const PAGE_STEPS = 1000

export interface TerminalsState extends ListViewState<TerminalSummary, TerminalDetail> {
  readonly shown: ObjectRef | undefined
  /** Position of the selected step in the answer; -1 without. */
  readonly step: number
  chooseStep(step: number): void
  /** Shows the steps from this position on. */
  turn(from: number): void
}

interface Shared {
  readonly app: App
  readonly session: Session
  readonly navigation: Navigation
  readonly time: TimeState
}

/** To be created while a component is set up. */
export function createTerminals(shared: Shared, active: () => boolean): TerminalsState {
  const { app, session, navigation, time } = shared
  const list = createQuery(
    app.shell.client,
    'trace/terminals',
    () => (session.id === undefined || !active() ? undefined : { session: session.id }),
    () => session.revision,
  )
  const followed = createFollowed(
    shared,
    active,
    ['terminal_session', 'terminal_operation', 'tool_call', 'conversation_item'],
    (place) => place.terminal,
  )
  const all = $derived(list.value?.terminals ?? [])
  const terminals = $derived(all.filter(({ startedAt, endedAt }) => inRange(time.range, startedAt, endedAt)))
  const shown = $derived(followed.place?.ref ?? terminals[0]?.ref)
  const chosen = $derived(terminals.findIndex(({ ref }) => ref.kind === shown?.kind && ref.id === shown.id))
  let turned = $state.raw<{ readonly of: string; readonly from: number }>()
  const from = $derived(
    turned?.of === shown?.id && turned !== undefined
      ? turned.from
      : Math.floor((followed.place?.step ?? 0) / PAGE_STEPS) * PAGE_STEPS,
  )
  const detail = createQuery(
    app.shell.client,
    'trace/terminal',
    () =>
      session.id === undefined || shown === undefined || !active()
        ? undefined
        : { session: session.id, ref: shown, from },
    () => session.revision,
  )
  const steps = $derived(detail.value?.steps ?? [])
  const step = $derived(steps.findIndex((each) => isSelected(each, navigation.selected)))
  const labels = $derived(terminals.map(({ path, label }) => `${path} ${label}`))
  /** Places in the steps of the shown terminal first, then the other terminals. */
  const find = createFind(
    (wanted) => [
      ...stepsWith(steps, wanted),
      ...positionsOf(labels, wanted).map((position) => position + steps.length),
    ],
    (place) => {
      if (place < steps.length) chooseStep(place, find.wanted)
      else choose(place - steps.length)
    },
  )

  function choose(index: number): void {
    const terminal = terminals[index]
    if (terminal !== undefined) navigation.select(terminal.ref)
  }

  function chooseStep(index: number, found?: string): void {
    const operation = steps[index]
    if (operation !== undefined) navigation.select({ kind: 'terminal_operation', id: operation.operationId }, found)
  }

  return {
    list,
    detail,
    find,
    choose,
    chooseStep,
    get all() {
      return all
    },
    get listed() {
      return terminals
    },
    get chosen() {
      return chosen
    },
    get shown() {
      return shown
    },
    get step() {
      return step
    },
    turn(to) {
      if (shown !== undefined) turned = { of: shown.id, from: to }
    },
  }
}

function isSelected({ operationId, toolCallId, told }: TerminalStep, selected: ObjectRef | undefined): boolean {
  if (selected?.kind === 'terminal_operation') return selected.id === operationId
  if (selected?.kind === 'conversation_item') return told?.itemIds.includes(selected.id) === true
  return selected?.kind === 'tool_call' && selected.id === toolCallId
}
