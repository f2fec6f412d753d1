/**
 * What is selected, which view is in front, and the way back. One selection serves all views of a session; the evidence
 * shown in the drawer follows its own opening, so that selecting on does not close what one reads.
 */
import type { ObjectRef } from '../../../trace/model/object-ref.ts'
import { viewIds, type ViewId } from '../views/view-ids.ts'
import { pushHistory, replaceHistory, startHistory, stepHistory, type History } from './history.ts'

export interface Location {
  readonly view: ViewId
  readonly selected: ObjectRef | undefined
  /** What was found in it. */
  readonly found?: { readonly text: string } | undefined
}

/** A stretch of a payload, bytes. */
export interface BytePlace {
  readonly offset: number
  readonly length: number
}

/** What the drawer shows: a payload or a raw event and the place in it that led here, both ends of an edge, the context of a call. */
export interface Evidence {
  readonly ref: ObjectRef
  readonly place?: BytePlace | undefined
}

export interface Navigation {
  readonly view: ViewId
  /** Views that were in front at some time. */
  readonly visited: readonly ViewId[]
  readonly selected: ObjectRef | undefined
  /** The text that a search or find led to the selection by: marked where the selection is shown. */
  readonly found: { readonly text: string } | undefined
  readonly evidence: Evidence | undefined
  /** Whether this window has such a view to lead to. */
  offers(view: ViewId): boolean
  readonly canGoBack: boolean
  readonly canGoForward: boolean
  /** Selects in the present view. The same selection again is no step. `found`: the text that led to it. */
  select(ref: ObjectRef | undefined, found?: string): void
  show(view: ViewId): void
  /** Selects and brings a view to the front, as one step. */
  goTo(view: ViewId, ref: ObjectRef, found?: string): void
  /** With a place, the document opens there and marks it. */
  openEvidence(ref: ObjectRef, place?: BytePlace): void
  closeEvidence(): void
  back(): void
  forward(): void
}

/** `offered`: the views that the window has. */
export function createNavigation(first: ViewId, offered: readonly ViewId[] = viewIds): Navigation {
  let history = $state.raw<History<Location>>(startHistory({ view: first, selected: undefined }))
  let visited = $state.raw<readonly ViewId[]>([first])
  let evidence = $state.raw<Evidence | undefined>(undefined)
  const here = $derived(history.entries[history.at] ?? { view: first, selected: undefined })

  function go(to: Location): void {
    if (to.view === here.view && sameRef(to.selected, here.selected)) {
      if (to.found !== undefined || here.found !== undefined) history = replaceHistory(history, to)
      return
    }
    if (!visited.includes(to.view)) visited = [...visited, to.view]
    // Nothing selected is not a place to come back to.
    const passing = here.selected === undefined && to.view === here.view
    history = passing ? replaceHistory(history, to) : pushHistory(history, to)
  }

  return {
    get view() {
      return here.view
    },
    get visited() {
      return visited
    },
    get selected() {
      return here.selected
    },
    get found() {
      return here.found
    },
    get evidence() {
      return evidence
    },
    offers(view) {
      return offered.includes(view)
    },
    get canGoBack() {
      return history.at > 0
    },
    get canGoForward() {
      return history.at < history.entries.length - 1
    },
    select(ref, found) {
      go({ view: here.view, selected: ref, found: foundText(found) })
    },
    show(view) {
      go({ view, selected: here.selected, found: here.found })
    },
    goTo(view, ref, found) {
      go({ view, selected: ref, found: foundText(found) })
    },
    openEvidence(ref, place) {
      evidence = { ref, place }
    },
    closeEvidence() {
      evidence = undefined
    },
    back() {
      history = stepHistory(history, -1)
    },
    forward() {
      history = stepHistory(history, 1)
    },
  }
}

function foundText(text: string | undefined): Location['found'] {
  return text === undefined || text === '' ? undefined : { text }
}

/** Payloads and raw events are read in the drawer; everything else is shown by the inspector. */
export function isEvidence({ kind }: ObjectRef): boolean {
  return kind === 'raw_payload' || kind === 'raw_event'
}

/** What a model asked for, or the asking itself: the drawer shows what the model was given when it did. */
export function hasContext({ kind }: ObjectRef): boolean {
  return kind === 'inference_call' || kind === 'tool_call' || kind === 'code_cell' || kind === 'terminal_operation'
}

export function sameRef(a: ObjectRef | undefined, b: ObjectRef | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.kind === b.kind && a.id === b.id)
}
