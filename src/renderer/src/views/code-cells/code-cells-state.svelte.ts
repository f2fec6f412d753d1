/** What the Code cells view shows: the list within the range, the cell that the selection leads to, and what is found in both. */
import type { CodeCellDetail, CodeCellSummary } from '../../../../shared/view-models/code-cells.ts'
import type { ListViewState } from '../../layout/list-view.ts'
import type { App } from '../../state/app.svelte.ts'
import { createFind, positionsOf } from '../../state/find.svelte.ts'
import type { Navigation } from '../../state/navigation.svelte.ts'
import { createFollowed } from '../../state/place.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import { inRange } from '../../state/time-range.ts'
import type { TimeState } from '../../state/time.svelte.ts'
import { lifeOf, lifeText, toldText, type LifeRow } from './cell-life.ts'

export interface CodeCellsState extends ListViewState<CodeCellSummary, CodeCellDetail> {
  readonly shown: string | undefined
  readonly life: readonly LifeRow[]
  /** Position of the chosen row of `life`; -1 without. */
  readonly row: number
  chooseRow(row: number): void
}

interface Shared {
  readonly app: App
  readonly session: Session
  readonly navigation: Navigation
  readonly time: TimeState
}

/** To be created while a component is set up. `revealText` shows the first place in the source or the outputs that is found. */
export function createCodeCells(shared: Shared, active: () => boolean, revealText: () => void): CodeCellsState {
  const { app, session, navigation, time } = shared
  const list = createQuery(
    app.shell.client,
    'trace/code-cells',
    () => (session.id === undefined || !active() ? undefined : { session: session.id }),
    () => session.revision,
  )
  const followed = createFollowed(
    shared,
    active,
    ['code_cell', 'tool_call', 'terminal_operation', 'conversation_item'],
    (place) => place.codeCellId,
  )
  const all = $derived(list.value?.cells ?? [])
  const cells = $derived(all.filter(({ startedAt, endedAt }) => inRange(time.range, startedAt, endedAt)))
  const shown = $derived(followed.place ?? cells[0]?.codeCellId)
  const chosen = $derived(cells.findIndex(({ codeCellId }) => codeCellId === shown))
  const detail = createQuery(
    app.shell.client,
    'trace/code-cell',
    () =>
      session.id === undefined || shown === undefined || !active()
        ? undefined
        : { session: session.id, codeCellId: shown },
    () => session.revision,
  )
  const life = $derived(detail.value === undefined ? [] : lifeOf(detail.value))
  /** A moment is nothing to select; it is remembered until something is. */
  let walked = $state.raw<LifeRow>()
  const row = $derived.by(() => {
    const selected = navigation.selected
    const position = life.findIndex(({ seq, type }) => type === 'moment' && walked?.type === type && walked.seq === seq)
    if (position !== -1) return position
    return life.findIndex(
      (each) => each.type !== 'moment' && selected?.kind === 'tool_call' && each.call.toolCallId === selected.id,
    )
  })
  const labels = $derived(cells.map(({ path, label }) => `${path} ${label}`))
  const texts = $derived(detail.value === undefined ? [] : [toldText(detail.value), ...life.map(lifeText)])
  /** Places in the shown cell first, then the other cells. */
  const find = createFind(
    (wanted) => [...positionsOf(texts, wanted), ...positionsOf(labels, wanted).map((at) => at + texts.length)],
    (place) => {
      if (place >= texts.length) choose(place - texts.length)
      else if (place === 0) revealText()
      else chooseRow(place - 1)
    },
  )

  function choose(index: number): void {
    const cell = cells[index]
    if (cell !== undefined) navigation.select({ kind: 'code_cell', id: cell.codeCellId })
  }

  function chooseRow(index: number): void {
    walked = life[index]
    if (walked !== undefined && walked.type !== 'moment')
      navigation.select({ kind: 'tool_call', id: walked.call.toolCallId })
  }

  return {
    list,
    detail,
    find,
    choose,
    chooseRow,
    get all() {
      return all
    },
    get listed() {
      return cells
    },
    get chosen() {
      return chosen
    },
    get shown() {
      return shown
    },
    get life() {
      return life
    },
    get row() {
      return row
    },
  }
}
