/** The whole contract: one map from call name to request schema and response type. */
import type { z } from 'zod'
import type { CallName, HostCallName, ShellCallName } from '../call-names.ts'
import { appCalls } from './app.ts'
import type { Call } from './call.ts'
import { compareCalls } from './compare.ts'
import { documentCalls } from './document.ts'
import { libraryHostCalls, libraryShellCalls } from './library.ts'
import { recentsCalls } from './recents.ts'
import { settingsCalls } from './settings.ts'
import { traceCalls } from './trace.ts'
import { viewCalls } from './views.ts'

export const shellCalls = { ...appCalls, ...libraryShellCalls, ...recentsCalls, ...settingsCalls } satisfies Record<
  ShellCallName,
  Call<z.ZodType, unknown>
>
export const hostCalls = {
  ...traceCalls,
  ...viewCalls,
  ...documentCalls,
  ...compareCalls,
  ...libraryHostCalls,
} satisfies Record<HostCallName, Call<z.ZodType, unknown>>
export const calls = { ...shellCalls, ...hostCalls } satisfies Record<CallName, Call<z.ZodType, unknown>>

export type Calls = typeof calls
export type RequestOf<K extends CallName> = z.infer<Calls[K]['request']>
export type ResponseOf<K extends CallName> = Calls[K] extends Call<z.ZodType, infer Response> ? Response : never
