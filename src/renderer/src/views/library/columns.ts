/** The columns of a library, as headed and as sorted by. */
import type { LibrarySort } from '../../../../shared/view-models/library.ts'

export interface LibraryColumn {
  readonly sort: LibrarySort
  readonly title: string
  readonly end: boolean
  /** What ascending means here. */
  readonly up: string
  readonly down: string
}

export const libraryColumns: readonly LibraryColumn[] = [
  { sort: 'time', title: 'Started', end: false, up: 'oldest first', down: 'newest first' },
  { sort: 'message', title: 'First message', end: false, up: 'A to Z', down: 'Z to A' },
  { sort: 'model', title: 'Model', end: false, up: 'A to Z', down: 'Z to A' },
  { sort: 'agents', title: 'Agents', end: true, up: 'fewest first', down: 'most first' },
  { sort: 'duration', title: 'Duration', end: true, up: 'shortest first', down: 'longest first' },
  { sort: 'status', title: 'Status', end: false, up: 'A to Z', down: 'Z to A' },
  { sort: 'size', title: 'Log', end: true, up: 'smallest first', down: 'largest first' },
  { sort: 'schema', title: 'Schema', end: true, up: 'oldest first', down: 'newest first' },
]
