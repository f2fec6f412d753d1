/** Follows the selection to what a view shows of it; a selection that the view has no place for leaves the view where it is. */
import type { ObjectKind, ObjectRef } from '../../../trace/model/object-ref.ts'
import type { ObjectPlace } from '../../../shared/view-models/place.ts'
import type { App } from './app.svelte.ts'
import type { Navigation } from './navigation.svelte.ts'
import { createQuery } from './query.svelte.ts'
import type { Session } from './session.svelte.ts'

export interface Followed<T> {
  /** Undefined until something with a place was selected. */
  readonly place: T | undefined
}

/** To be created while a component is set up. `kinds`: what the view may have a place for. */
export function createFollowed<T>(
  { app, session, navigation }: { readonly app: App; readonly session: Session; readonly navigation: Navigation },
  active: () => boolean,
  kinds: readonly ObjectKind[],
  placeOf: (place: ObjectPlace) => T | null,
): Followed<T> {
  const wanted = $derived<ObjectRef | undefined>(
    navigation.selected !== undefined && kinds.includes(navigation.selected.kind) ? navigation.selected : undefined,
  )
  const found = createQuery(
    app.shell.client,
    'trace/place',
    () =>
      session.id === undefined || wanted === undefined || !active() ? undefined : { session: session.id, ref: wanted },
    () => session.revision,
  )
  let kept = $state.raw<T | undefined>(undefined)
  // What was followed last stays while something else is selected, which no derivation remembers.
  $effect(() => {
    const place = found.value === undefined ? null : placeOf(found.value)
    if (place !== null) kept = place
  })
  return {
    get place() {
      return kept
    },
  }
}
