/** When a server that runs until further notice is to end: by a signal, or with a parent that opened a channel to it. */

/** Settles with what happened. A second signal ends the process at once. */
export function toldToEnd(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve(signal)
        process.once(signal, () => process.exit(1))
      })
    }
    process.once('disconnect', () => {
      resolve('the parent process ended')
    })
  })
}
