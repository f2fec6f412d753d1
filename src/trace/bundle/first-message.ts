/**
 * The first words of a person in a recorded request, found in the beginning of its text. A request can be megabytes of which a
 * list shows one line, so nothing is parsed but the strings in question: in JSON text `"role"` before a colon can be nothing but
 * a member's name, since quotes inside strings are escaped.
 */

export interface FoundMessage {
  /** Empty if the request holds none. */
  readonly text: string
  /** More of the request could change the answer. */
  readonly open: boolean
}

const USER = /"role"\s*:\s*"user"/g
const ROLE = /"role"\s*:/g
const TEXT = /"text"\s*:\s*"/g
const MOST_MESSAGES = 50

/** `text` is the request from its start, `whole` if it is not cut. `longest`: characters that are kept. */
export function firstUserMessage(text: string, whole: boolean, longest: number): FoundMessage {
  USER.lastIndex = 0
  for (let seen = 0; seen < MOST_MESSAGES; seen++) {
    const user = USER.exec(text)
    if (user === null) return { text: '', open: !whole }
    const from = USER.lastIndex
    const message = textsBetween(text, from, nextRole(text, from), longest)
    // A text may go on beyond what is there: what it begins with is enough.
    if (message !== undefined && !isContext(message)) return { text: message.slice(0, longest), open: false }
  }
  return { text: '', open: false }
}

function nextRole(text: string, from: number): number {
  ROLE.lastIndex = from
  return ROLE.exec(text)?.index ?? text.length
}

/** The first text of a message's content that is not put there by Codex. */
function textsBetween(text: string, from: number, to: number, longest: number): string | undefined {
  TEXT.lastIndex = from
  let first: string | undefined
  for (let found = TEXT.exec(text); found !== null && found.index < to; found = TEXT.exec(text)) {
    const literal = stringAt(text, TEXT.lastIndex, longest)
    first ??= literal
    if (!isContext(literal)) return literal
  }
  return first
}

/** The string whose opening quote is before `start`, as far as it is there and up to `longest` characters of source. */
function stringAt(text: string, start: number, longest: number): string {
  const limit = Math.min(text.length, start + longest * 6) // \uXXXX is the longest spelling of a character
  let end = start
  while (end < limit && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  const body = text.slice(start, Math.min(end, limit))
  // An escape that is cut off in the middle is left out.
  return unescape(body.replace(/\\(?:u[0-9a-f]{0,3})?$/i, (cut, at: number) => (isEscaped(body, at) ? cut : '')))
}

/** Whether the character at `at` is preceded by an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let before = 0
  while (text[at - 1 - before] === '\\') before++
  return before % 2 === 1
}

function unescape(body: string): string {
  try {
    const value: unknown = JSON.parse(`"${body}"`)
    return typeof value === 'string' ? value : ''
  } catch {
    return '' // not JSON: there is no first message to show
  }
}

/** Messages in the user's name that Codex writes itself: surroundings, instructions of the project, notes on the session. */
function isContext(text: string): boolean {
  const start = text.trimStart()
  return /^<[a-z_]+[ >]/i.test(start) || start.startsWith('# AGENTS.md instructions') || start === ''
}
