/**
 * The items a list is compared with, fixed at its beginning. Finds the first unused match without going through all of
 * them: most lists repeat their baseline place by place and never ask.
 */
import type { ItemId } from '../base/ids.ts'
import type { ItemDraft } from './drafts.ts'
import { identityOf, matches } from './match.ts'
import type { Candidate } from './normalize.ts'

interface Bucket {
  readonly items: ItemDraft[]
  /** Everything before it is used. */
  first: number
}

export class Baseline {
  readonly #items: readonly ItemDraft[]
  #buckets: Map<number, Bucket> | undefined

  constructor(items: readonly ItemDraft[]) {
    this.#items = items
  }

  at(index: number): ItemDraft | undefined {
    return this.#items[index]
  }

  /** The first item, from the front, that is not in `used` and matches. */
  firstUnused(candidate: Candidate, used: ReadonlySet<ItemId>): ItemDraft | undefined {
    if (this.#items.length === 0) return undefined
    const bucket = this.#index().get(identityOf(candidate))
    if (bucket === undefined) return undefined
    while (isUsed(bucket.items[bucket.first], used)) bucket.first += 1
    for (let at = bucket.first; at < bucket.items.length; at += 1) {
      const item = bucket.items[at]
      if (item !== undefined && !used.has(item.item_id) && matches(item, candidate)) return item
    }
    return undefined
  }

  #index(): Map<number, Bucket> {
    if (this.#buckets !== undefined) return this.#buckets
    const buckets = new Map<number, Bucket>()
    for (const item of this.#items) {
      if (item.identity === 0) item.identity = identityOf(item)
      const bucket = buckets.get(item.identity)
      if (bucket === undefined) buckets.set(item.identity, { items: [item], first: 0 })
      else bucket.items.push(item)
    }
    this.#buckets = buckets
    return buckets
  }
}

function isUsed(item: ItemDraft | undefined, used: ReadonlySet<ItemId>): boolean {
  return item !== undefined && used.has(item.item_id)
}
