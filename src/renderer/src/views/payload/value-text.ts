/** What copying a node gives, and pictures that strings hold. Reads whole values, so only those of a few MiB. */
import type { JsonNode } from '../../../../shared/view-models/document.ts'
import type { ByteSource } from './byte-source.ts'
import { decodeString } from './json-rows.ts'

export const LARGEST_COPY = 16 * 1024 * 1024

/** A string as the text it stands for, anything else as written; undefined if it is too large or not read to its end. */
export async function valueText(
  source: ByteSource,
  { kind, start, end }: Pick<JsonNode, 'kind' | 'start' | 'end'>,
): Promise<string | undefined> {
  if (end === null || end - start > LARGEST_COPY) return undefined
  const text = new TextDecoder().decode(await source.read(start, end - start))
  return kind === 'string' ? decodeString(text) : text
}

const PICTURE = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]*)$/

/** The picture that a string holds as a data URL. Only kinds that are pixels and nothing else. */
export function pictureOf(text: string): Blob | undefined {
  const [, type, data] = PICTURE.exec(text) ?? []
  if (type === undefined || data === undefined) return undefined
  try {
    return new Blob([Uint8Array.from(atob(data), (character) => character.charCodeAt(0))], { type })
  } catch {
    return undefined // not base64 after all
  }
}
