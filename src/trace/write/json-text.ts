/**
 * JSON as the reference can read it. Narrower than what JavaScript writes: no half characters, and no deeper than its parser
 * goes (docs/format/bundle.md).
 */
import { TraceError } from '../base/errors.ts'

/** The reference refuses what is nested deeper. */
const DEEPEST = 127
/** The escape JSON.stringify writes for a lone surrogate and for nothing else; after an odd backslash it is text. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g

/**
 * `pretty` for documents, `line` for the log. Lone surrogates become U+FFFD, which is all that Unicode has for them. Throws
 * TraceError `write_failed` for what is not JSON: undefined, functions, big integers, cycles, too deep or too long.
 */
export function jsonText(value: unknown, form: 'pretty' | 'line'): string {
  const text = stringify(value, form === 'pretty' ? 2 : 0)
  if (text === undefined) throw new TraceError('write_failed', `${typeof value} is not JSON`)
  // Only what could be written has an end, so its depth is counted afterwards.
  if (depthOf(value) > DEEPEST) throw new TraceError('write_failed', `nested deeper than ${String(DEEPEST)} levels`)
  return text.includes('\\ud') ? text.replace(LONE_SURROGATE, '$1\\ufffd') : text
}

function stringify(value: unknown, indent: number): string | undefined {
  try {
    return JSON.stringify(value, null, indent)
  } catch (error) {
    throw new TraceError('write_failed', `cannot be written as JSON: ${String(error)}`, {}, error)
  }
}

/** Levels of lists and objects, counted one beyond what matters. */
function depthOf(value: unknown, above = 0): number {
  if (typeof value !== 'object' || value === null || above > DEEPEST) return above
  let deepest = above + 1
  for (const member of Object.values(value)) deepest = Math.max(deepest, depthOf(member, above + 1))
  return deepest
}
