/**
 * Notices that a file of an opened bundle was changed in place: what was made of it, and the parts of it that were shown, are
 * then from before. Costs nothing but to remember what is asked for anyway. Knows no calls.
 */
import type { BundleSource, FileFacts } from '../../trace/bundle/source.ts'

export class SeenFiles {
  readonly #source: BundleSource
  readonly #onChanged: (path: string) => void
  readonly #seen = new Map<string, string>()

  /** `onChanged` is told once for every change of a file. */
  constructor(source: BundleSource, onChanged: (path: string) => void) {
    this.#source = source
    this.#onChanged = onChanged
  }

  /**
   * As the source's own. `settled`: whoever writes the bundle is done, so that a change is not the rest of a first writing.
   * `readAtMs`: when the trace was read, for a file that is looked at for the first time; undefined if its time tells nothing.
   */
  async stat(path: string, settled: boolean, readAtMs?: number): Promise<FileFacts | undefined> {
    const facts = await this.#source.stat(path)
    const stamp =
      facts === undefined ? 'absent' : `${String(facts.size)} ${String(facts.mtimeMs)} ${facts.identity ?? ''}`
    const before = this.#seen.get(path)
    this.#seen.set(path, stamp)
    const changed = before === undefined ? isSince(facts, readAtMs) : before !== stamp
    if (settled && changed) this.#onChanged(path)
    return facts
  }
}

/** A time to come is no evidence: the clock that set it is another one. */
function isSince(facts: FileFacts | undefined, readAtMs: number | undefined): boolean {
  const writtenAtMs = facts?.mtimeMs
  return writtenAtMs !== undefined && readAtMs !== undefined && writtenAtMs > readAtMs && writtenAtMs <= Date.now()
}
