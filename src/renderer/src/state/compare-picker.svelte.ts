/**
 * What the trace that is open can be set beside: what was opened lately, the samples, and the bundles of a library that one looks
 * into. Asks only while it is shown. To be created while a component is set up.
 */
import type { LibraryRow } from '../../../shared/view-models/library.ts'
import type { Recent, Ticketed } from '../../../shared/view-models/app.ts'
import { formatClock, formatDay, type TimeStyle } from '../format/time.ts'
import type { App } from './app.svelte.ts'
import { createLibrary, type Library } from './library.svelte.ts'
import { createQuery } from './query.svelte.ts'

export interface PickEntry {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly note: string
  /** Undefined: it leads on to others instead of being compared. */
  readonly compare: (() => void) | undefined
  readonly enter: (() => void) | undefined
}

export interface ComparePickerWish {
  readonly open: boolean
  readonly wanted: string
  readonly times: TimeStyle
  /** Kept folders, besides those of the shell. */
  readonly libraries: readonly Ticketed[]
}

/** Bundles of a library that are listed; a text finds the others. */
const LISTED = 100

export function createComparePicker(app: App, wish: () => ComparePickerWish) {
  const { client } = app.shell
  let library = $state.raw<Library>()
  const recents = createQuery(
    client,
    'recents/list',
    () => (wish().open ? {} : undefined),
    () => 0,
  )
  const rows = createQuery(
    client,
    'library/rows',
    () =>
      library?.session === undefined
        ? undefined
        : {
            session: library.session,
            ...{ from: 0, limit: LISTED, text: wish().wanted },
            ...{ statuses: [], sort: 'time', descending: true },
          },
    () => library?.state?.revision ?? 0,
  )
  const entries = $derived(library === undefined ? everywhere() : bundlesOf(library.ticket))

  function leave(): void {
    library?.close()
    library = undefined
  }

  $effect(() => {
    if (!wish().open) leave()
  })
  $effect(() => leave)

  function everywhere(): readonly PickEntry[] {
    // What comes later would come before what is selected by then.
    if (recents.value === undefined && recents.failure === undefined) return []
    const known = recents.value ?? []
    const traces = known.filter(({ kind, missing }) => kind !== 'library' && !missing)
    // Told apart by name: one that is kept is often among the recents too.
    const folders = [...(app.info?.libraries ?? []), ...wish().libraries, ...known.filter(isLibrary)]
    const all = [
      ...traces.map((recent) => traceEntry('Recent', recent, recent.folder)),
      ...(app.info?.samples ?? []).map((sample) => traceEntry('Sample runs', sample, '')),
      ...folders.filter(({ name }, at) => folders.findIndex((other) => other.name === name) === at).map(libraryEntry),
    ]
    const wanted = wish().wanted.trim().toLowerCase()
    return [
      ...all.filter(({ title, note }) => `${title} ${note}`.toLowerCase().includes(wanted)),
      ...(['folder', 'file'] as const).map((what) => ({
        id: what,
        group: 'Elsewhere',
        title: what === 'folder' ? 'A folder…' : 'A file…',
        note: '',
        compare: () => void app.chooseOther(what),
        enter: undefined,
      })),
    ]
  }

  function traceEntry(group: string, ticketed: Ticketed, note: string): PickEntry {
    const compare = () => {
      app.compareWith(ticketed)
    }
    return { id: ticketed.ticket, group, title: ticketed.name, note, compare, enter: undefined }
  }

  function libraryEntry(folder: Ticketed): PickEntry {
    const enter = () => {
      library = createLibrary(client, folder)
    }
    return { id: folder.ticket, group: 'Libraries', title: folder.name, note: 'library', compare: undefined, enter }
  }

  function bundlesOf(folder: Ticketed): readonly PickEntry[] {
    const readable = (rows.value?.rows ?? []).filter(({ status }) => status !== 'unreadable')
    return readable.map((row) => ({
      id: row.name,
      group: row.startedAt === null ? '' : startOf(row.startedAt, wish().times),
      title: row.message === '' ? row.name : row.message,
      note: noteOf(row),
      compare: () => void app.compareWithBundle(folder, row.name),
      enter: undefined,
    }))
  }

  return {
    get entries() {
      return entries
    },
    /** The library that one looks into. */
    get library() {
      return library?.ticket
    },
    /** It has none that reads like what is wanted. */
    get none() {
      return library !== undefined && rows.value !== undefined && entries.length === 0
    },
    get failure() {
      return recents.failure ?? library?.failure ?? rows.failure
    },
    /** Back from the library. */
    leave,
  }
}

function startOf(ms: number, times: TimeStyle): string {
  return `${formatDay(ms, times)} ${formatClock(ms, times, 'minutes')}`
}

function isLibrary({ kind, missing }: Recent): boolean {
  return kind === 'library' && !missing
}

function noteOf({ name, message, model, status }: LibraryRow): string {
  return [message === '' ? null : name, model, status.replaceAll('_', ' ')].filter((part) => part !== null).join(', ')
}
