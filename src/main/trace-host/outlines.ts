/**
 * The outlines of the documents of one session that are looked at. Indexing one is done step by step, one step at a time however
 * many ask for it. The few used last are kept; a dropped one is made again when it is asked for.
 */
import type { DocumentIndex } from '../../shared/view-models/document.ts'
import { createJsonOutline, type DocumentReader, indexStep, type JsonOutline } from '../../trace/query/index.ts'

const MOST_OUTLINES = 4

interface Entry {
  readonly outline: JsonOutline
  /** Settles when the last step that was asked for is done. */
  lastStep: Promise<unknown>
}

export class Outlines {
  readonly #entries = new Map<string, Entry>()

  /** As far as it was indexed. `key` names a document and its size. */
  of(key: string): JsonOutline {
    return this.#entry(key).outline
  }

  /** Indexes one step further. */
  async step(key: string, reader: DocumentReader): Promise<DocumentIndex> {
    const entry = this.#entry(key)
    const step = entry.lastStep.then(() => indexStep(reader, entry.outline))
    entry.lastStep = step.catch(() => undefined)
    return step
  }

  #entry(key: string): Entry {
    const entry = this.#entries.get(key) ?? { outline: createJsonOutline(), lastStep: Promise.resolve() }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_OUTLINES) break
      this.#entries.delete(oldest)
    }
    return entry
  }
}
