/** What `ListView` shows: a list within the range and the one in it that the selection leads to. */
import type { Find } from '../state/find.svelte.ts'
import type { Query } from '../state/query.svelte.ts'

export interface ListViewState<Item, Detail> {
  readonly list: Query<unknown>
  readonly all: readonly Item[]
  /** Those in the selected range. */
  readonly listed: readonly Item[]
  /** Position of the shown one among them; -1 if it is not. */
  readonly chosen: number
  /** What names the shown one; undefined while nothing is. */
  readonly shown: unknown
  readonly detail: Query<Detail>
  readonly find: Find
  choose(index: number): void
}
