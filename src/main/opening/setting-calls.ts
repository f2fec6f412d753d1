/** Answers the calls over settings: folders become tickets of the window, and back. */
import nodePath from 'node:path'
import type { z } from 'zod'
import type { pageSettings, PageSettings, Settings } from '../../shared/settings.ts'
import type { Ticketed } from '../../shared/view-models/app.ts'
import type { SettingsState } from '../../shared/view-models/settings.ts'
import { cacheBytes, shrinkCache } from '../trace-host/library/cache-folder.ts'
import type { Recognized } from './recognize.ts'
import type { SettingsStore } from './settings-store.ts'

export interface SettingParts {
  readonly settings: SettingsStore
  readonly cacheFolder: string | undefined
  ticketFor(thing: Recognized): Ticketed
}

const BYTES_OF_MEGABYTE = 1024 * 1024

/** Reads the file again: a person may have edited it. */
export async function settingsState({ settings, cacheFolder, ticketFor }: SettingParts): Promise<SettingsState> {
  const { settings: all, problems } = await settings.read()
  const { libraries, ...rest } = all
  return {
    settings: rest,
    problems,
    libraries: libraries.map((path) => ticketFor({ path, name: nodePath.basename(path) || path, kind: 'library' })),
    cacheBytes: cacheFolder === undefined ? 0 : await cacheBytes(cacheFolder),
  }
}

export async function changeSettings(
  parts: SettingParts,
  change: z.output<typeof pageSettings>,
): Promise<SettingsState> {
  await parts.settings.change(definedOf(change))
  if (parts.cacheFolder !== undefined && change.cacheMegabytes !== undefined)
    await shrinkCache(parts.cacheFolder, change.cacheMegabytes * BYTES_OF_MEGABYTE)
  return settingsState(parts)
}

export async function keepLibrary(parts: SettingParts, path: string, keep: boolean): Promise<SettingsState> {
  const { settings } = await parts.settings.read()
  const others = settings.libraries.filter((known) => known !== path)
  await parts.settings.change({ libraries: keep ? [...others, path] : others })
  return settingsState(parts)
}

export async function purgeCache(parts: SettingParts): Promise<SettingsState> {
  if (parts.cacheFolder !== undefined) await shrinkCache(parts.cacheFolder, 0)
  return settingsState(parts)
}

/** Members that are given, one by one: an absent one is not to be written as undefined. */
function definedOf({
  theme,
  density,
  zone,
  clock,
  defaultView,
  prices,
  cacheMegabytes,
}: z.output<typeof pageSettings>): Partial<Settings> {
  return {
    ...(theme === undefined ? {} : { theme }),
    ...(density === undefined ? {} : { density }),
    ...(zone === undefined ? {} : { zone }),
    ...(clock === undefined ? {} : { clock }),
    ...(defaultView === undefined ? {} : { defaultView }),
    ...(prices === undefined ? {} : { prices }),
    ...(cacheMegabytes === undefined ? {} : { cacheMegabytes }),
  } satisfies Partial<PageSettings>
}
