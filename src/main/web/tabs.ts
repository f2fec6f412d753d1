/** What the tabs of a browser showed last, so that one that is loaded again goes on with it. Ends with the server; holds no session. */
import type { Opening } from '../opening/shell-services.ts'

/** More than anybody has open at a time; the tab that showed something longest ago is forgotten first. */
const MOST_TABS = 100

export class Tabs {
  readonly #shown = new Map<string, Opening>()

  keep(tab: string, opening: Opening): void {
    this.#shown.delete(tab)
    this.#shown.set(tab, opening)
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= MOST_TABS) break
      this.#shown.delete(oldest)
    }
  }

  /** Undefined for a tab that showed nothing yet, or is forgotten. */
  shown(tab: string): Opening | undefined {
    return this.#shown.get(tab)
  }
}
