/** Find in the part of a request that is in front: its input in the host, the rest of it here. What it led to is shown by that part. */
import type { Context } from '../../../../shared/view-models/context.ts'
import type { App } from '../../state/app.svelte.ts'
import { createFind, positionsOf, type Find } from '../../state/find.svelte.ts'
import { createHostFind } from '../../state/host-find.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import type { ContextPart } from './parts.ts'

/** A place that was led to: an entry of the input, a row of a list. Another object is another wish. */
export interface LedTo {
  readonly part: ContextPart
  readonly place: number
  readonly itemId: string | undefined
  readonly text: string
}

export interface ContextFind {
  readonly of: { readonly label: string; readonly walk: Find }
  /** Of the part in front. */
  readonly led: LedTo | undefined
}

interface Duties {
  readonly app: App
  readonly session: Session
  /** Undefined while the view is not in front. */
  readonly call: () => string | undefined
  readonly head: () => Context | undefined
  readonly part: () => ContextPart
}

/** To be created while a component is set up. */
export function createContextFind({ app, session, call, head, part }: Duties): ContextFind {
  let led = $state.raw<LedTo | undefined>(undefined)
  const input = createHostFind({
    ask: (request, signal) =>
      app.shell.client.call('trace/find', { session: session.id ?? '', ...request }, { signal }),
    scope: () => {
      const id = call()
      return id === undefined || part() !== 'input' ? undefined : { in: 'context', inferenceCallId: id }
    },
    revision: () => session.revision,
    go: ({ place, itemId }) => {
      led = { part: 'input', place, itemId, text: input.wanted }
    },
  })
  const texts = $derived(textsOf(head(), part()))
  const rest = createFind(
    (wanted) => positionsOf(texts, wanted),
    (place) => {
      led = { part: part(), place, itemId: undefined, text: rest.wanted }
    },
  )
  return {
    get of() {
      return part() === 'input'
        ? { label: 'Find in the input', walk: input }
        : { label: `Find in the ${part()}`, walk: rest }
    },
    get led() {
      return led?.part === part() ? led : undefined
    },
  }
}

/** What the rows of a part read like, in their order. */
function textsOf(head: Context | undefined, part: ContextPart): readonly string[] {
  if (head === undefined) return []
  switch (part) {
    case 'input':
      return []
    case 'tools':
      return head.tools.map(({ name, description }) => `${name} ${description}`)
    case 'parameters':
      return head.parameters.map(({ name, text }) => `${name} ${text}`)
    case 'instructions':
      return head.instructions === null ? [] : [head.instructions.text]
  }
}
