/** Arrow keys in a tree that grows to the right: left to the parent, right to the first child, up and down in tree order. */
import type { Lane } from '../../../../shared/view-models/lanes.ts'

/** The lane to go to; undefined if the key means nothing or leads nowhere. */
export function walkTree(lanes: readonly Lane[], from: number | undefined, key: string): number | undefined {
  const step: ReadonlyMap<string, number | undefined> = new Map([
    ['ArrowUp', from === undefined ? 0 : from - 1],
    ['ArrowDown', from === undefined ? 0 : from + 1],
    ['ArrowLeft', from === undefined ? 0 : lanes[from]?.parent],
    ['ArrowRight', from === undefined ? 0 : lanes.findIndex(({ parent }) => parent === from)],
    ['Home', 0],
    ['End', lanes.length - 1],
  ])
  const to = step.get(key)
  return to === undefined || lanes[to] === undefined ? undefined : to
}
