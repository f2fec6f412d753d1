/** What the Compactions view shows: the list within the range, and the compaction that the selection leads to. */
import type { CompactionDetail, CompactionSummary } from '../../../../shared/view-models/compactions.ts'
import type { ListViewState } from '../../layout/list-view.ts'
import type { App } from '../../state/app.svelte.ts'
import { createFind, positionsOf } from '../../state/find.svelte.ts'
import { sameRef, type Navigation } from '../../state/navigation.svelte.ts'
import { createFollowed } from '../../state/place.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import { inRange } from '../../state/time-range.ts'
import type { TimeState } from '../../state/time.svelte.ts'
import { compactionRows, itemRow, rowText, type CompactionRow } from './compaction-rows.ts'

export interface CompactionsState extends ListViewState<CompactionSummary, CompactionDetail> {
  readonly shown: string | undefined
  readonly rows: readonly CompactionRow[]
  /** Position of the selected item's row; -1 without. */
  readonly row: number
  chooseRow(index: number): void
}

interface Shared {
  readonly app: App
  readonly session: Session
  readonly navigation: Navigation
  readonly time: TimeState
}

/** To be created while a component is set up. */
export function createCompactions(shared: Shared, active: () => boolean): CompactionsState {
  const { app, session, navigation, time } = shared
  const list = createQuery(
    app.shell.client,
    'trace/compactions',
    () => (session.id === undefined || !active() ? undefined : { session: session.id }),
    () => session.revision,
  )
  const followed = createFollowed(
    shared,
    active,
    ['compaction', 'compaction_request', 'conversation_item'],
    (place) => place.compactionId,
  )
  const all = $derived(list.value?.compactions ?? [])
  const compactions = $derived(all.filter(({ at }) => inRange(time.range, at, at)))
  const shown = $derived(followed.place ?? compactions[0]?.compactionId)
  const chosen = $derived(compactions.findIndex(({ compactionId }) => compactionId === shown))
  const detail = createQuery(
    app.shell.client,
    'trace/compaction',
    () =>
      session.id === undefined || shown === undefined || !active()
        ? undefined
        : { session: session.id, compactionId: shown },
    () => session.revision,
  )
  const rows = $derived(detail.value === undefined ? [] : compactionRows(detail.value))
  const row = $derived(
    rows.findIndex(
      (each) =>
        each.type === 'item' && sameRef(navigation.selected, { kind: 'conversation_item', id: each.item.itemId }),
    ),
  )
  const texts = $derived(rows.map(rowText))
  const find = createFind((wanted) => positionsOf(texts, wanted), chooseRow)

  function chooseRow(index: number): void {
    const found = rows[itemRow(rows, index, row)]
    if (found?.type === 'item') navigation.select({ kind: 'conversation_item', id: found.item.itemId })
  }

  return {
    list,
    detail,
    find,
    chooseRow,
    choose(index) {
      const compaction = compactions[index]
      if (compaction === undefined) return
      if (compaction.installed) navigation.select({ kind: 'compaction', id: compaction.compactionId })
      else {
        const request = compaction.requests[0]
        if (request !== undefined) navigation.select({ kind: 'compaction_request', id: request.compactionRequestId })
      }
    },
    get all() {
      return all
    },
    get listed() {
      return compactions
    },
    get chosen() {
      return chosen
    },
    get shown() {
      return shown
    },
    get rows() {
      return rows
    },
    get row() {
      return row
    },
  }
}
