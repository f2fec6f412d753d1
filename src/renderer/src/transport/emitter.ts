/** Hands events of the main side to those who asked for them by name. */
import type { EventMessage } from '../../../shared/bridge.ts'
import type { EventName } from '../../../shared/call-names.ts'
import type { EventPayloads } from '../../../shared/events.ts'

export type Handler<E extends EventName> = (payload: EventPayloads[E]) => void
type HandlerSets = { readonly [E in EventName]: Set<Handler<E>> }

export interface Emitter {
  /** Gives the function that ends the subscription. */
  on<E extends EventName>(name: E, handler: Handler<E>): () => void
  emit<E extends EventName>(message: EventMessage<E>): void
}

export function createEmitter(): Emitter {
  const sets: HandlerSets = {
    'trace/progress': new Set(),
    'trace/changed': new Set(),
    'trace/live': new Set(),
    'trace/file-changed': new Set(),
    'trace/failed': new Set(),
    'library/changed': new Set(),
    'settings/changed': new Set(),
    'trace/saving': new Set(),
    'host/gone': new Set(),
    'source/read': new Set(),
    'app/open': new Set(),
    'app/command': new Set(),
  }
  return {
    on(name, handler) {
      sets[name].add(handler)
      return () => void sets[name].delete(handler)
    },
    emit(message) {
      for (const handler of sets[message.name]) handler(message.payload)
    },
  }
}
