/** Reads a document on for its outline, some bytes per step: who wants more asks again, who does not stops asking. */
import type { DocumentIndex } from '../../../shared/view-models/document.ts'
import { type DocumentReader, rootNode } from './json-children.ts'
import type { JsonOutline } from './json-outline.ts'

const CHUNK_BYTES = 1024 * 1024
const CHUNKS_PER_STEP = 16

export async function indexStep(reader: DocumentReader, outline: JsonOutline): Promise<DocumentIndex> {
  for (let chunk = 0; chunk < CHUNKS_PER_STEP && outline.problem === undefined; chunk += 1) {
    const bytes = outline.bytes < reader.size ? await reader.read(outline.bytes, CHUNK_BYTES) : new Uint8Array()
    // Shorter than it was: what is there is all there is.
    if (bytes.length === 0) {
      outline.finish()
      break
    }
    outline.add(bytes)
  }
  const indexed = outline.problem === undefined ? outline.bytes : reader.size
  return { size: reader.size, indexed, root: await rootNode(reader, outline), problem: outline.problem }
}
