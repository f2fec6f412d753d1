/**
 * The page's one way to the main side: typed calls that can be cancelled, and events. Knows nothing of how messages
 * travel: a `Link` is the preload bridge or a WebSocket (socket-link.ts). An answer that comes after its call was
 * cancelled is dropped.
 */
import type { Bridge } from '../../../shared/bridge.ts'
import type { CallName, EventName } from '../../../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../../../shared/calls/index.ts'
import type { CallFailure, Reply } from '../../../shared/events.ts'
import { createEmitter, type Handler } from './emitter.ts'

export type Link = Pick<Bridge<File>, 'invoke' | 'cancel' | 'on'>

export interface CallOptions {
  readonly signal?: AbortSignal
}

export interface Client {
  /** Rejects with `CallError`, code `cancelled` once `signal` is aborted. */
  call<K extends CallName>(name: K, request: RequestOf<K>, options?: CallOptions): Promise<ResponseOf<K>>
  /** Gives the function that ends the subscription. */
  on<E extends EventName>(name: E, handler: Handler<E>): () => void
}

/** A call that was refused, failed or was cancelled. Branch on `failure.code`. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly failure: CallFailure

  constructor(failure: CallFailure) {
    super(failure.message)
    this.failure = failure
  }
}

export const CANCELLED: CallFailure = { code: 'cancelled', message: 'Cancelled.' }

export function createClient(link: Link): Client {
  const emitter = createEmitter()
  let nextId = 1
  link.on((message) => {
    emitter.emit(message)
  })
  return {
    on: emitter.on,
    call<K extends CallName>(name: K, request: RequestOf<K>, { signal }: CallOptions = {}): Promise<ResponseOf<K>> {
      if (signal?.aborted === true) return Promise.reject(new CallError(CANCELLED))
      const id = nextId++
      return new Promise((resolve, reject) => {
        const cancel = (): void => {
          link.cancel(id)
          reject(new CallError(CANCELLED))
        }
        signal?.addEventListener('abort', cancel, { once: true })
        const settle = (reply: Reply<ResponseOf<K>>): void => {
          signal?.removeEventListener('abort', cancel)
          if (reply.ok) resolve(reply.value)
          else reject(new CallError(reply.error))
        }
        link.invoke(name, id, request).then(settle, (problem: unknown) => {
          settle({ ok: false, error: failureOf(problem) })
        })
      })
    },
  }
}

/** What can be said of a caught value; anything but a `CallError` is our own bug and says so. */
export function failureOf(problem: unknown): CallFailure {
  if (problem instanceof CallError) return problem.failure
  return { code: 'internal', message: problem instanceof Error ? problem.message : String(problem) }
}
