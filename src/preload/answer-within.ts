/** Makes sure that a call settles: Electron leaves a promise open for ever when main cannot send its reply. */
import type { Reply } from '../shared/events.ts'

/**
 * The reply, or a failure with `connection_lost` once `limitMs` have passed (then `onLate` is called, and a later reply is
 * dropped), or with `internal` when the call itself rejects. Without a limit it waits as long as it takes. Never rejects.
 */
export function answerWithin<T>(
  call: { readonly name: string; readonly reply: Promise<Reply<T>> },
  limitMs: number | undefined,
  onLate: () => void,
): Promise<Reply<T>> {
  return new Promise((resolve) => {
    const timer =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            resolve(failure('connection_lost', `no answer to ${call.name} within ${String(limitMs / 1000)} s`))
            onLate()
          }, limitMs)
    const settle = (reply: Reply<T>): void => {
      clearTimeout(timer)
      resolve(reply)
    }
    call.reply.then(settle, (error: unknown) => {
      settle(failure('internal', String(error)))
    })
  })
}

export function failure<T>(code: 'bad_request' | 'connection_lost' | 'internal', message: string): Reply<T> {
  return { ok: false, error: { code, message } }
}
