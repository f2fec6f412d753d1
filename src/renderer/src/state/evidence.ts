/** Opens the evidence of an object: of an edge its two ends, of any other object where the log first speaks of it. */
import type { ObjectRef } from '../../../trace/model/object-ref.ts'
import { failureOf } from '../transport/client.ts'
import type { App } from './app.svelte.ts'
import { isEvidence, type Navigation } from './navigation.svelte.ts'
import type { Session } from './session.svelte.ts'

/** An object without an event of its own, and a failure, are said in passing. */
export function openEvidenceOf(app: App, session: Session, navigation: Navigation, ref: ObjectRef): void {
  if (session.id === undefined) return
  if (isEvidence(ref) || ref.kind === 'interaction_edge') {
    navigation.openEvidence(ref)
    return
  }
  app.shell.client.call('trace/object', { session: session.id, ref }).then(
    ({ events: [first] }) => {
      if (first === undefined) app.say('The log has no event of this object')
      else navigation.openEvidence({ kind: 'raw_event', id: String(first.seq) })
    },
    (problem: unknown) => {
      app.say(failureOf(problem).message)
    },
  )
}
