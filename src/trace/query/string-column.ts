/** Collects texts into a column, each once, and reads them back. */
import type { StringColumn } from '../../shared/view-models/lanes.ts'

export interface StringCollector {
  /** Position of the text, which is added if it is new. */
  add(text: string): number
  /** -1 for a text that was not added. */
  find(text: string): number
  column(): StringColumn
}

export function createStringCollector(): StringCollector {
  const positions = new Map<string, number>()
  return {
    add(text) {
      const known = positions.get(text)
      if (known !== undefined) return known
      positions.set(text, positions.size)
      return positions.size - 1
    },
    find: (text) => positions.get(text) ?? -1,
    column() {
      const ends = new Uint32Array(positions.size)
      let end = 0
      for (const [text, at] of positions) ends[at] = end += text.length
      return { text: [...positions.keys()].join(''), ends }
    },
  }
}

/** Empty where there is none. */
export function textAt({ text, ends }: StringColumn, position: number): string {
  return text.slice(ends[position - 1] ?? 0, ends[position] ?? 0)
}
