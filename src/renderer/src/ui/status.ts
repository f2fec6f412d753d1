/** The shapes that statuses are drawn with, over all kinds of objects; what is not known is `unknown`, never a guess. */

export type StatusShape = 'completed' | 'failed' | 'running' | 'stopped' | 'unknown'

const shapes: ReadonlyMap<string, StatusShape> = new Map([
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['running', 'running'],
  ['starting', 'running'],
  ['yielded', 'running'],
  ['cancelled', 'stopped'],
  ['aborted', 'stopped'],
  ['terminated', 'stopped'],
  ['unreadable', 'failed'],
])

export function statusShape(status: string): StatusShape {
  return shapes.get(status) ?? 'unknown'
}

/** As shown: the format's own word, with a capital and spaces. */
export function statusWord(status: string): string {
  return status === '' ? 'Unknown' : status.charAt(0).toUpperCase() + status.slice(1).replaceAll('_', ' ')
}
