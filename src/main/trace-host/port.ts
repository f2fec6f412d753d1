/**
 * The one way in and out of the trace host, whatever carries it. Adapters for the two kinds of process the host can be: an
 * Electron utility process (`process.parentPort`) and a Node child with an IPC channel of `advanced` serialization.
 */
import type { FromHost, ToHost } from './protocol.ts'

/** The host's end. Messages posted before a handler is there are kept by the carrier. */
export interface HostPort {
  post(message: FromHost): void
  onMessage(handler: (message: ToHost<never>) => void): void
  /** The shell is gone: nobody will ever read an answer. */
  onClosed(handler: () => void): void
}

/** What we use of Electron's `process.parentPort`, named here because the host knows no Electron types. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', handler: (event: { readonly data: unknown }) => void): unknown
}

/** The port of this very process, or undefined if nobody started it as a host. */
export function portOfThisProcess(): HostPort | undefined {
  if ('parentPort' in process && isParentPort(process.parentPort)) return utilityPort(process.parentPort)
  return process.send === undefined ? undefined : childPort()
}

function utilityPort(parent: ParentPort): HostPort {
  return {
    post(message) {
      parent.postMessage(message)
    },
    onMessage(handler) {
      parent.on('message', ({ data }) => {
        if (isToHost(data)) handler(data)
      })
    },
    // Electron ends its utility processes itself.
    onClosed() {},
  }
}

function childPort(): HostPort {
  return {
    post(message) {
      // The callback takes the error of a channel that closed meanwhile; `onClosed` reports that.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
    },
    onMessage(handler) {
      process.on('message', (message: unknown) => {
        if (isToHost(message)) handler(message)
      })
    },
    onClosed(handler) {
      process.once('disconnect', handler)
    },
  }
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value
}

function isToHost(value: unknown): value is ToHost<never> {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
