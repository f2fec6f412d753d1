/**
 * The members of a line's envelope that the format knows. The others the reference skips, whatever they hold: however deep,
 * with escapes that stand for no character. Judges the text of the line; what the members mean is line.ts's.
 */
import { checkDocument, decodeUtf8, JsonFault, skipKey, skipSpace, skipString, skipValue } from '../base/json/scan.ts'
import { envelope } from './envelope.ts'

const NAMES: ReadonlySet<unknown> = new Set(Object.keys(envelope.shape))

const COMMA = 0x2c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

export interface KnownMembers {
  /** The line as a document without the other members; the whole line if it is no object. */
  readonly text: string
  /** The name of a member that occurs twice. */
  readonly repeated: string | undefined
}

/** Throws JsonFault where the reference would not read the line, whose bytes are known to be UTF-8. */
export function knownMembers(bytes: Uint8Array): KnownMembers {
  const start = skipSpace(bytes, 0)
  if (bytes[start] !== OPEN_OBJECT) {
    checkDocument(bytes, { as: 'value' })
    return { text: decodeUtf8(bytes), repeated: undefined }
  }
  const members: string[] = []
  const seen = new Set<unknown>()
  let repeated: string | undefined
  let at = skipSpace(bytes, start + 1)
  let goesOn = bytes[at] !== CLOSE_OBJECT
  while (goesOn) {
    const value = skipKey(bytes, at, { as: 'value' })
    const name: unknown = JSON.parse(decodeUtf8(bytes.subarray(at, skipString(bytes, at, { as: 'value' }))))
    const known = NAMES.has(name)
    const end = skipValue(bytes, value, { as: known ? 'value' : 'syntax' }, 1)
    if (known) members.push(decodeUtf8(bytes.subarray(at, end)))
    if (known && seen.has(name)) repeated ??= String(name)
    seen.add(name)
    at = skipSpace(bytes, end)
    goesOn = bytes[at] === COMMA
    if (goesOn) at = skipSpace(bytes, at + 1)
  }
  if (bytes[at] !== CLOSE_OBJECT) throw new JsonFault('expected a comma or the end of a container', at)
  const behind = skipSpace(bytes, at + 1)
  if (behind < bytes.length) throw new JsonFault('trailing characters', behind)
  return { text: `{${members.join(',')}}`, repeated }
}
