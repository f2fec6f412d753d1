/**
 * What a person can set, with the default of each setting: the form of `settings.json` (docs/settings.schema.json is made from it).
 */
import { z } from 'zod'
import { priceTable } from './prices.ts'

/** Each setting by itself, so that one that is broken does not take the others with it. */
export const settingSchemas = {
  theme: z.enum(['system', 'light', 'dark']).describe('Colours of all windows'),
  density: z.enum(['compact', 'comfortable']).describe('Height of rows'),
  zone: z.enum(['local', 'utc']).describe('Time zone of all times'),
  clock: z.enum(['24h', '12h']).describe('Hours of the clock of all times'),
  defaultView: z.string().max(40).describe('View that a trace opens with, by its id, such as agents'),
  prices: priceTable.nullable().describe('Your own prices of models, to estimate costs with'),
  libraries: z.array(z.string().min(1).max(32_768)).max(100).describe('Folders of bundles on the start page'),
  cacheMegabytes: z.number().int().min(0).max(4096).describe('Most that is kept of libraries between starts'),
} as const

const settingsObject = z.strictObject(settingSchemas)

export type Settings = Readonly<z.output<typeof settingsObject>>
export type SettingName = keyof Settings
/** What the page may know and change: paths are none of it. */
export type PageSettings = Omit<Settings, 'libraries'>

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'compact',
  zone: 'local',
  clock: '24h',
  defaultView: 'agents',
  prices: null,
  libraries: [],
  cacheMegabytes: 64,
}

/** All of them. */
export const allSettings = settingsObject
/** Any of them: the form of the file. `$schema` is for editors. */
export const settingsFile = settingsObject.partial().extend({ $schema: z.string().optional() })
export const pageSettings = settingsObject.omit({ libraries: true }).partial()
