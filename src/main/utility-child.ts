/** A trace host as a utility process: the Electron shell's. Electron ends it with the application, whatever happens to that. */
import { app, utilityProcess, type Details, type Event } from 'electron'
import type { HostChild } from './host-process/host-process.ts'
import { hostHeapMiB } from './host-process/node-child.ts'

let started = 0

/** Starts `entry`, the built host program. Only after `ready`. */
export function forkUtilityHost(entry: string): HostChild {
  const serviceName = `Trace host ${String(++started)}`
  const child = utilityProcess.fork(entry, [], {
    serviceName,
    // Node's own options are not read here; V8 takes its flags this way.
    execArgv: [`--js-flags=--max-old-space-size=${String(hostHeapMiB())}`],
  })
  let ended = false
  let killed = false
  let outOfMemory = false
  child.on('error', (_type, location) => {
    if (/out of memory|heap/i.test(location)) outOfMemory = true
  })
  // The reason can be told before or after `exit`; before is what the documentation shows.
  const noteReason = (_event: Event, details: Details): void => {
    if (details.name === serviceName && details.reason === 'oom') outOfMemory = true
  }
  app.on('child-process-gone', noteReason)
  child.once('spawn', () => {
    if (killed) child.kill()
  })
  return {
    post(message) {
      if (!ended) child.postMessage(message)
    },
    onMessage(handler) {
      child.on('message', handler)
    },
    onExit(handler) {
      child.once('exit', (code) => {
        ended = true
        app.off('child-process-gone', noteReason)
        handler({ code, signal: null, outOfMemory })
      })
    },
    kill() {
      // Before `spawn` this does nothing; the listener above catches up.
      killed = true
      child.kill()
    },
  }
}
