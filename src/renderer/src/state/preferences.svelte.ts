/**
 * What a person set for all windows, as the main side keeps it: theme, density, time zone and clock, the view a trace opens with, folders
 * on the start page. Shown at once, then as the main side answers; another window's change is followed, and so are the system's
 * wishes.
 */
import type { PageSettings } from '../../../shared/settings.ts'
import type { Ticketed } from '../../../shared/view-models/app.ts'
import type { PriceTable } from '../../../shared/view-models/prices.ts'
import type { SettingsState } from '../../../shared/view-models/settings.ts'
import type { ClockForm, TimeStyle, Zone } from '../format/time.ts'
import { failureOf, type Client } from '../transport/client.ts'

export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export const densities = ['compact', 'comfortable'] as const
export type Density = (typeof densities)[number]

export interface Preferences {
  /** The main side has answered: what was set counts. */
  readonly ready: boolean
  theme: ThemeChoice
  density: Density
  zone: Zone
  clock: ClockForm
  /** Zone and clock, as times are written with. */
  readonly times: TimeStyle
  /** Id of a view, which this version may not have. */
  defaultView: string
  cacheMegabytes: number
  /** A person's own prices of models. Null: costs are not estimated. */
  prices: PriceTable | null
  /** What is wrong with the settings file, or why the last change was not taken. */
  readonly problems: readonly string[]
  /** Folders of bundles that are kept on the start page. */
  readonly libraries: readonly Ticketed[]
  /** What is kept of libraries on disk. */
  readonly cacheBytes: number
  keepLibrary(library: Ticketed, keep: boolean): void
  purgeCache(): void
  /** Asks again: the file may have been edited. */
  refresh(): void
  /** What `theme` comes to. */
  readonly shownTheme: 'light' | 'dark'
  readonly moreContrast: boolean
}

/** Until the main side has answered. */
const FIRST: PageSettings = {
  theme: 'system',
  density: 'compact',
  zone: 'local',
  clock: '24h',
  defaultView: 'agents',
  cacheMegabytes: 64,
  prices: null,
}

export function createPreferences(page: Window, client: Client): Preferences {
  let settings = $state.raw<PageSettings>(FIRST)
  let problems = $state.raw<readonly string[]>([])
  let libraries = $state.raw<readonly Ticketed[]>([])
  let cacheBytes = $state(0)
  let ready = $state(false)
  const times = $derived<TimeStyle>({ zone: settings.zone, clock: settings.clock })
  const systemDark = watchMedia(page, '(prefers-color-scheme: dark)')
  const systemContrast = watchMedia(page, '(prefers-contrast: more)')

  async function follow(answer: Promise<SettingsState>): Promise<void> {
    try {
      const state = await answer
      settings = state.settings
      problems = state.problems
      libraries = state.libraries
      cacheBytes = state.cacheBytes
    } catch (problem) {
      problems = [failureOf(problem).message]
    }
    ready = true
  }

  function change(to: Partial<PageSettings>): void {
    settings = { ...settings, ...to }
    void follow(client.call('settings/change', to))
  }

  function refresh(): void {
    void follow(client.call('settings/get', {}))
  }

  client.on('settings/changed', refresh)
  refresh()

  return {
    get ready() {
      return ready
    },
    get theme() {
      return settings.theme
    },
    set theme(theme) {
      change({ theme })
    },
    get density() {
      return settings.density
    },
    set density(density) {
      change({ density })
    },
    get zone() {
      return settings.zone
    },
    set zone(zone) {
      change({ zone })
    },
    get clock() {
      return settings.clock
    },
    set clock(clock) {
      change({ clock })
    },
    get times() {
      return times
    },
    get defaultView() {
      return settings.defaultView
    },
    set defaultView(defaultView) {
      change({ defaultView })
    },
    get cacheMegabytes() {
      return settings.cacheMegabytes
    },
    set cacheMegabytes(cacheMegabytes) {
      change({ cacheMegabytes })
    },
    get prices() {
      return settings.prices
    },
    set prices(prices) {
      change({ prices })
    },
    get problems() {
      return problems
    },
    get libraries() {
      return libraries
    },
    get cacheBytes() {
      return cacheBytes
    },
    keepLibrary({ ticket }, keep) {
      void follow(client.call('settings/keep-library', { ticket, keep }))
    },
    purgeCache() {
      void follow(client.call('settings/purge', {}))
    },
    refresh,
    get shownTheme() {
      if (settings.theme === 'system') return systemDark.matches ? 'dark' : 'light'
      return settings.theme
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
