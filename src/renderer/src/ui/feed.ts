/** How a feed of tall articles is read by keys, and what is kept of its place. All lengths are CSS pixels. */
import type { VListHandle } from 'virtua/svelte'

export interface FeedPlace {
  readonly offset: number
  /** Index of the first article in view. */
  readonly top: number
  /** Index of the article that has, or had, the focus. */
  readonly active: number
  /** Articles of the feed; sizes hold for this many only. */
  readonly count: number
  readonly sizes: ReturnType<VListHandle['getCache']>
}

/** An article to go to. */
export interface FeedWish {
  readonly index: number
  /** It is to stand at the top, even where it can be seen already. */
  readonly atStart?: boolean
}

/** What the owner of a feed can ask of it. */
export interface FeedHandle {
  /** The active article, -1 if there is none. */
  current(): number
  /** Makes an article the active one, in view and focused. */
  goTo(index: number): Promise<void>
  /** Scrolls to what stands in a drawn article. */
  show(place: Range): void
}

/** Places by the name of a feed, for feeds that are shown in turns. */
export interface FeedPlaces {
  of(name: string): FeedPlace | undefined
  keep(name: string, place: FeedPlace): void
}

export function createFeedPlaces(): FeedPlaces {
  const places = new Map<string, FeedPlace>()
  return {
    of: (name) => places.get(name),
    keep(name, place) {
      places.set(name, place)
    },
  }
}

export interface SeenArticle {
  /** From the top of the view to the top of the article. */
  readonly top: number
  readonly size: number
  readonly view: number
}

/** How much of a view is scrolled by at once, so that the last lines read stay in sight. */
const STRIDE = 0.8

/** By how much to scroll before the next article is gone to; 0 if the present one is read to its end in that direction. */
export function readingStep({ top, size, view }: SeenArticle, direction: 1 | -1): number {
  const isAway = top >= view || top + size <= 0
  if (isAway) return 0
  const hidden = direction === 1 ? top + size - view : -top
  return hidden <= 1 ? 0 : direction * Math.min(hidden, view * STRIDE)
}
