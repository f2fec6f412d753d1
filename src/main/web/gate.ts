/**
 * Who may speak to the web shell: requests addressed to this machine by one of its loopback names (a foreign name that resolves
 * here is a rebinding attack), from our own page. Pure: header values in, a verdict out.
 */
import { createHash, timingSafeEqual } from 'node:crypto'

/** Any port: the server may be reached through a forwarded one. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

export function isLoopbackHost(host: string | undefined): host is string {
  return host !== undefined && LOOPBACK.test(host)
}

/** A page of ours was served under the very name its requests go to. A browser sends no `Origin` with plain navigation. */
export function isOwnOrigin(origin: string | undefined, host: string): boolean {
  return origin?.toLowerCase() === `http://${host.toLowerCase()}`
}

/** Takes the same time wherever the two differ, whatever their lengths. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
