/** Notices when the process that started this one is gone, also when it had no time to say so. */

const EVERY_MS = 500

/**
 * Calls `then` once. Does not keep this process alive.
 *
 * @param {() => void} then
 * @param {{ id?: number, isThere?: (id: number) => boolean, everyMs?: number }} [parent]
 */
export function whenParentIsGone(then, { id = process.ppid, isThere = isStillParent, everyMs = EVERY_MS } = {}) {
  const timer = setInterval(() => {
    if (isThere(id)) return
    clearInterval(timer)
    then()
  }, everyMs)
  timer.unref()
}

/** An orphan is given another parent, but on Windows it keeps the number of the dead one. @param {number} id */
function isStillParent(id) {
  if (process.ppid !== id) return false
  if (process.platform !== 'win32') return true
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}
