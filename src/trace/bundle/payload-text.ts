/** Payloads of a graph as text, for queries that look into them. */
import type { RawPayloadId } from '../base/ids.ts'
import { TraceError } from '../base/errors.ts'
import type { TraceGraph } from '../model/graph.ts'
import type { BundleSource } from './source.ts'
import { readWholeFile } from './whole-file.ts'

/**
 * Gives the whole payload; undefined if the graph does not name it, it cannot be read, or is longer than `maxBytes`. Invalid
 * UTF-8 is replaced, since the text is for reading only.
 */
export function payloadTextOf(
  source: BundleSource,
  graph: TraceGraph,
): (id: RawPayloadId, maxBytes: number) => Promise<string | undefined> {
  const decoder = new TextDecoder()
  return async (id, maxBytes) => {
    const path = graph.raw_payloads.get(id)?.path
    if (path === undefined) return undefined
    try {
      const facts = await source.stat(path)
      if (facts === undefined || facts.size > maxBytes) return undefined
      return decoder.decode(await readWholeFile(source, path))
    } catch (error) {
      if (error instanceof TraceError) return undefined
      throw error
    }
  }
}
