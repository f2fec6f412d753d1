/** A trace host as a child process of Node: the web shell's. Ends with its parent, whatever happens to that. */
import { fork, type ChildProcess } from 'node:child_process'
import os from 'node:os'
import type { ExitFacts, HostChild } from './host-process.ts'

const MiB = 1024 * 1024
/** Enough of stderr to hold V8's last words, which name the cause before a long stack. */
const LAST_WORDS = 16 * 1024

/** Hosts that run. A host that hangs does not see its parent go, so the parent takes it along. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** For traces that need more than a host gets, and for machines that have little to give. */
const HEAP_VARIABLE = 'ROLLOUTLENS_HOST_HEAP_MIB'
/** A host that has read nothing needs about half of it. */
const SMALLEST_HEAP_MIB = 32

/**
 * Heap of a host in MiB: what the environment asks for, else half of the machine, at least 1 GiB, at most 4 GiB, which is what
 * Electron's pointers can reach.
 */
export function hostHeapMiB(machineBytes: number = os.totalmem(), wanted = process.env[HEAP_VARIABLE] ?? ''): number {
  const asked = /^\d{2,6}$/.test(wanted) ? Number(wanted) : 0
  if (asked >= SMALLEST_HEAP_MIB) return asked
  return Math.round(Math.min(4096, Math.max(1024, machineBytes / MiB / 2)))
}

/** Starts `entry`, the built host program. */
export function forkHost(entry: string, heapMiB: number = hostHeapMiB()): HostChild {
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${String(heapMiB)}`],
    // stdout carries our line protocol; nothing the host prints may mix with it.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env,
  })
  let lastWords = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS)
    process.stderr.write(text)
  })
  running.add(child)
  return {
    post(message) {
      // The callback takes the error of a channel that closed meanwhile; `onExit` reports that.
      if (child.connected) child.send(message, () => undefined)
    },
    onMessage(handler) {
      child.on('message', handler)
    },
    onExit(handler) {
      child.on('error', (error) => {
        // Other errors are of messages to a child that has just ended, and `close` tells that.
        if (child.pid === undefined) end({ code: null, signal: null, outOfMemory: false, failedToStart: error.message })
      })
      // Comes after the last message and the last of stderr.
      child.once('close', (code, signal) => {
        if (child.pid !== undefined) end({ code, signal, outOfMemory: lastWords.includes('heap out of memory') })
      })
      const end = (facts: ExitFacts): void => {
        running.delete(child)
        handler(facts)
      }
    },
    kill() {
      child.kill('SIGKILL')
    },
  }
}
