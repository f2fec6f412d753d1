/** Which long texts were opened: kept here because an article that is scrolled away is undrawn. */
import { SvelteSet } from 'svelte/reactivity'

export interface Folds {
  isOpen(key: string): boolean
  toggle(key: string): void
}

export function createFolds(): Folds {
  const open = new SvelteSet<string>()
  return {
    isOpen: (key) => open.has(key),
    toggle(key) {
      if (!open.delete(key)) open.add(key)
    },
  }
}
