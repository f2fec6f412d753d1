/** The input of one call against that of another, item by item, in one list. */
import type { ItemId } from '../base/ids.ts'

export interface InputStep {
  readonly change: 'kept' | 'added' | 'dropped'
  readonly itemId: ItemId
  /** -1 if dropped. */
  readonly position: number
  /** -1 if added. */
  readonly previousPosition: number
}

/**
 * Kept and added steps in the order of `input`; dropped ones where they stood, as far as the order was kept. Schema 1 may
 * name an item twice in one request: its occurrences are paired in order.
 */
export function inputSteps(previous: readonly ItemId[], input: readonly ItemId[]): readonly InputStep[] {
  const places = new Map<ItemId, number[]>()
  for (const [position, itemId] of previous.entries()) {
    const list = places.get(itemId)
    if (list === undefined) places.set(itemId, [position])
    else list.push(position)
  }
  const used = new Map<ItemId, number>()
  const pairs = input.map((itemId) => {
    const occurrence = used.get(itemId) ?? 0
    used.set(itemId, occurrence + 1)
    return places.get(itemId)?.[occurrence] ?? -1
  })
  const kept = new Set(pairs)
  const steps: InputStep[] = []
  let reached = 0
  const dropUpTo = (end: number): void => {
    for (; reached < end; reached++) {
      const itemId = previous[reached]
      if (itemId !== undefined && !kept.has(reached)) {
        steps.push({ change: 'dropped', itemId, position: -1, previousPosition: reached })
      }
    }
  }
  for (const [position, itemId] of input.entries()) {
    const previousPosition = pairs[position] ?? -1
    dropUpTo(previousPosition)
    steps.push({ change: previousPosition < 0 ? 'added' : 'kept', itemId, position, previousPosition })
  }
  dropUpTo(previous.length)
  return steps
}

/** Steps as runs of the same change, in order. */
export function runsOf(
  steps: readonly InputStep[],
): readonly { readonly change: InputStep['change']; readonly count: number }[] {
  const runs: { readonly change: InputStep['change']; count: number }[] = []
  for (const { change } of steps) {
    const last = runs.at(-1)
    if (last?.change === change) last.count++
    else runs.push({ change, count: 1 })
  }
  return runs
}
