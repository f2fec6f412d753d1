/** Which long texts were opened: kept here because an article that is scrolled away is undrawn. */
import { SvelteSet } from 'svelte/reactivity'

export interface Folds {
  isOpen(key: string): boolean
  set(key: string, open: boolean): void
}

export function createFolds(): Folds {
  const open = new SvelteSet<string>()
  return {
    isOpen: (key) => open.has(key),
    set(key, isOpen) {
      if (isOpen) open.add(key)
      else open.delete(key)
    },
  }
}
