/** What copying a node gives. Reads whole values, so only those of a few MiB. */
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
