/** Calls over the settings and what the program keeps for itself. `settings/changed` tells every window of a change. */
import { z } from 'zod'
import { pageSettings } from '../settings.ts'
import { ticket } from './app.ts'
import { call } from './call.ts'
import type { SettingsState } from '../view-models/settings.ts'

export const settingsCalls = {
  'settings/get': call<SettingsState>()(z.strictObject({})),
  'settings/change': call<SettingsState>()(pageSettings),
  /** Keeps a folder of bundles on the start page, or no longer. */
  'settings/keep-library': call<SettingsState>()(z.strictObject({ ticket, keep: z.boolean() })),
  /** Deletes what is kept of libraries. */
  'settings/purge': call<SettingsState>()(z.strictObject({})),
}
