/** What a person chose for all windows: theme, density, time zone. Kept in the store; the system's wishes are followed live. */
import type { Zone } from '../format/time.ts'
import { loadChoice, save, type Store } from './storage.ts'

export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export const densities = ['compact', 'comfortable'] as const
export type Density = (typeof densities)[number]
const zones = ['local', 'utc'] as const

export interface Preferences {
  theme: ThemeChoice
  density: Density
  zone: Zone
  /** What `theme` comes to. */
  readonly shownTheme: 'light' | 'dark'
  readonly moreContrast: boolean
}

export function createPreferences(page: Window, store: Store): Preferences {
  let theme = $state(loadChoice<ThemeChoice>(store, 'theme', themeChoices, 'system'))
  let density = $state(loadChoice<Density>(store, 'density', densities, 'compact'))
  let zone = $state(loadChoice<Zone>(store, 'zone', zones, 'local'))
  const systemDark = watchMedia(page, '(prefers-color-scheme: dark)')
  const systemContrast = watchMedia(page, '(prefers-contrast: more)')
  return {
    get theme() {
      return theme
    },
    set theme(to) {
      theme = to
      save(store, 'theme', to)
    },
    get density() {
      return density
    },
    set density(to) {
      density = to
      save(store, 'density', to)
    },
    get zone() {
      return zone
    },
    set zone(to) {
      zone = to
      save(store, 'zone', to)
    },
    get shownTheme() {
      if (theme === 'system') return systemDark.matches ? 'dark' : 'light'
      return theme
    },
    get moreContrast() {
      return systemContrast.matches
    },
  }
}

/** Lives as long as the page. */
function watchMedia(page: Window, query: string): { readonly matches: boolean } {
  const list = page.matchMedia(query)
  let matches = $state(list.matches)
  list.addEventListener('change', () => {
    matches = list.matches
  })
  return {
    get matches() {
      return matches
    },
  }
}
