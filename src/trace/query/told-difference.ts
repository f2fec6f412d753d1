/** Where what the model was told parts from what ran: the beginning and end that both have, and what only one of them has. */

export interface ToldDifference {
  /** What Codex puts before output that it shortened; empty without. */
  readonly note: string
  readonly head: string
  readonly ranOnly: string
  readonly toldOnly: string
  readonly tail: string
}

const notes = /^(?:Warning: truncated output[^\n]*\n)?(?:Total output lines: \d+\n+)?/

/** The longest common beginning, then the longest common end of the rest. Line ends and the end of the text are taken as equal. */
export function toldDifference(ran: string, told: string): ToldDifference {
  const heard = evened(told)
  const happened = evened(ran)
  const note = happened.startsWith(heard) ? '' : (notes.exec(heard)?.[0] ?? '')
  const [a, b] = [happened, heard.slice(note.length)]
  const limit = Math.min(a.length, b.length)
  let head = 0
  while (head < limit && a.charCodeAt(head) === b.charCodeAt(head)) head++
  if (head > 0 && isHigh(a.charCodeAt(head - 1))) head--
  let tail = 0
  while (tail < limit - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++
  if (tail > 0 && isLow(a.charCodeAt(a.length - tail))) tail--
  return {
    note,
    head: a.slice(0, head),
    ranOnly: a.slice(head, a.length - tail),
    toldOnly: b.slice(head, b.length - tail),
    tail: a.slice(a.length - tail),
  }
}

function evened(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd()
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
