/** Shortens text for display. Counts code points, so that no surrogate pair is cut. */

const ELLIPSIS = '…'

/** At most `max` code points: the middle gives way, the end keeps the larger half (ids differ there). */
export function shortenMiddle(text: string, max: number): string {
  if (text.length <= max) return text
  const points = Array.from(text)
  if (points.length <= max) return text
  const kept = Math.max(2, max - 1)
  const head = Math.floor(kept / 2)
  return points.slice(0, head).join('') + ELLIPSIS + points.slice(points.length - (kept - head)).join('')
}

/** At most `max` code points: the end gives way. */
export function shortenEnd(text: string, max: number): string {
  if (text.length <= max) return text
  // One code point is at most two units, so the rest of a long text need not be looked at.
  const points = Array.from(text.slice(0, max * 2))
  if (points.length <= max && text.length <= max * 2) return text
  return points.slice(0, Math.max(1, max - 1)).join('') + ELLIPSIS
}

/** The first line, without what follows it. */
export function firstLine(text: string): string {
  const end = text.search(/[\r\n]/)
  return end === -1 ? text : text.slice(0, end)
}

/** With a capital at the start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
