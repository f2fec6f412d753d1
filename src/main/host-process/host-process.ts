/**
 * The trace host seen from its shell: a supervised process with a beginning, messages and one end whose reason is told in plain
 * facts. Knows neither Electron nor Node's child processes: each has an adapter to `HostChild`. Never restarts anything; the
 * window session decides that.
 */
import type { FromHost, ToHost } from '../trace-host/protocol.ts'

/** How a process ended, as far as its platform tells. */
export interface ExitFacts {
  readonly code: number | null
  readonly signal: string | null
  /** V8 gave up for want of heap. */
  readonly outOfMemory: boolean
  /** The process never ran, and why. */
  readonly failedToStart?: string
}

/** What an adapter offers of a process it has just started. */
export interface HostChild {
  /** Does nothing once the process has ended. Keeps messages until the process can take them. */
  post(message: ToHost<unknown>): void
  onMessage(handler: (message: unknown) => void): void
  /** Called once, after the last message. */
  onExit(handler: (facts: ExitFacts) => void): void
  /** Ends the process at once, also one that is still starting. */
  kill(): void
}

export interface HostExit {
  /** The process ended because it was told to. */
  readonly expected: boolean
  /** A fact such as `out of memory`, `exit code 134` or `signal SIGKILL`. */
  readonly reason: string
}

export interface HostProcess {
  post(message: ToHost<unknown>): void
  onMessage(handler: (message: FromHost) => void): void
  readonly exited: Promise<HostExit>
  /** Asks the host to end, waits, then kills it. Settles when it is gone; may be called again. */
  stop(): Promise<HostExit>
}

/** Time a host gets to close its files before it is killed. */
const GRACE_MS = 1000

export function superviseHost(child: HostChild, graceMs = GRACE_MS): HostProcess {
  let stopping = false
  const exited = new Promise<HostExit>((resolve) => {
    child.onExit((facts) => {
      resolve({ expected: stopping, reason: reasonOf(facts) })
    })
  })
  return {
    exited,
    post(message) {
      child.post(message)
    },
    onMessage(handler) {
      child.onMessage((message) => {
        if (isFromHost(message)) handler(message)
      })
    },
    async stop() {
      if (!stopping) {
        stopping = true
        child.post({ type: 'stop' })
        const patience = setTimeout(() => {
          child.kill()
        }, graceMs)
        await exited
        clearTimeout(patience)
      }
      return exited
    },
  }
}

function reasonOf(facts: ExitFacts): string {
  if (facts.failedToStart !== undefined) return `could not start: ${facts.failedToStart}`
  if (facts.outOfMemory) return 'out of memory'
  if (facts.signal !== null) return `signal ${facts.signal}`
  return `exit code ${String(facts.code ?? 'unknown')}`
}

function isFromHost(value: unknown): value is FromHost {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
