/** What is passed down by context. One trace's state reaches only the components below it, so two traces can be shown at once. */
import { createContext } from 'svelte'
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import type { Commands } from '../commands/commands.svelte.ts'
import type { Search } from '../search/search.svelte.ts'
import type { App } from './app.svelte.ts'
import type { Comparison } from './comparison.svelte.ts'
import type { Following } from './following.svelte.ts'
import type { Kept } from './kept.ts'
import type { Navigation } from './navigation.svelte.ts'
import type { Preferences } from './preferences.svelte.ts'
import type { Query } from './query.svelte.ts'
import type { Session } from './session.svelte.ts'
import type { TimeState } from './time.svelte.ts'

/** The window's. */
export const [getApp, setApp] = createContext<App>()
export const [getCommands, setCommands] = createContext<Commands>()
export const [getPreferences, setPreferences] = createContext<Preferences>()

/** Of two traces side by side. */
export const [getComparison, setComparison] = createContext<Comparison>()

/** One trace's. */
export const [getSession, setSession] = createContext<Session>()
export const [getFollowing, setFollowing] = createContext<Following>()
export const [getNavigation, setNavigation] = createContext<Navigation>()
export const [getLanes, setLanes] = createContext<Query<Lanes>>()
export const [getTime, setTime] = createContext<TimeState>()
export const [getSearch, setSearch] = createContext<Search>()
export const [getKept, setKept] = createContext<Kept>()
