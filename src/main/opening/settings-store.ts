/**
 * `settings.json` in the application's data: read at the start and before every change, since a person may edit it. A setting
 * that is broken counts as not set and is named; a file that is no JSON is set aside before anything is written. Never fails.
 */
import { rename } from 'node:fs/promises'
import type { z } from 'zod'
import { allSettings, defaultSettings, settingSchemas, type SettingName, type Settings } from '../../shared/settings.ts'
import { readPrivateFile, writePrivateFile } from '../../trace/node/private-file.ts'
import { systemCode } from '../../trace/node/system-errors.ts'

export interface SettingsReading {
  readonly settings: Settings
  /** What is wrong with the file, a sentence each. */
  readonly problems: readonly string[]
}

export interface SettingsStore {
  /** As last read or written. */
  readonly current: SettingsReading
  read(): Promise<SettingsReading>
  /** Keeps whatever else the file holds. */
  change(settings: Partial<Settings>): Promise<SettingsReading>
  /** Told after every change that was made through the store. Gives the function that ends it. */
  subscribe(listener: () => void): () => void
}

type Content = Readonly<Record<string, unknown>>

export function createSettingsStore(file: string): SettingsStore {
  const listeners = new Set<() => void>()
  let current: SettingsReading = { settings: defaultSettings, problems: [] }
  let last: Promise<unknown> = Promise.resolve()

  async function load(): Promise<{
    readonly content: Content
    readonly reading: SettingsReading
    readonly broken: boolean
  }> {
    let text: string | undefined
    try {
      text = await readPrivateFile(file)
    } catch (error) {
      const problems = [`The settings file could not be read (${systemCode(error)}).`]
      return { content: {}, reading: { settings: defaultSettings, problems }, broken: true }
    }
    if (text === undefined) return { content: {}, reading: { settings: defaultSettings, problems: [] }, broken: false }
    const content = contentOf(text)
    if (content !== undefined) return { content, reading: readSettings(content), broken: false }
    const problems = ['The settings file is not a JSON object; the defaults are used.']
    return { content: {}, reading: { settings: defaultSettings, problems }, broken: true }
  }

  function inTurn(work: () => Promise<SettingsReading>): Promise<SettingsReading> {
    const working = last.then(work)
    last = working.catch(() => undefined)
    return working
  }

  return {
    get current() {
      return current
    },
    read: () =>
      inTurn(async () => {
        current = (await load()).reading
        return current
      }),
    change: (change) =>
      inTurn(async () => {
        const { content, broken } = await load()
        const next = { ...content, ...change }
        const reading = readSettings(next)
        try {
          if (broken) await rename(file, `${file}.broken`)
          await writePrivateFile(file, `${JSON.stringify(next, null, 2)}\n`)
          current = reading
        } catch (error) {
          const problem = `The settings could not be saved (${systemCode(error)}); they last until the program ends.`
          current = { settings: reading.settings, problems: [...reading.problems, problem] }
        }
        for (const listener of listeners) listener()
        return current
      }),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Setting by setting: what is broken or unknown is named, the rest counts. */
export function readSettings(content: Content): SettingsReading {
  const problems: string[] = []
  const good: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(content)) {
    if (name === '$schema') continue
    if (!isSettingName(name)) {
      problems.push(`There is no setting ${JSON.stringify(name.slice(0, 60))}.`)
      continue
    }
    const reading = settingSchemas[name].safeParse(value)
    if (reading.success) good[name] = reading.data
    else problems.push(`The setting ${name} is not understood; its default is used. ${firstIssue(reading.error)}`)
  }
  return { settings: allSettings.parse({ ...defaultSettings, ...good }), problems }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return ''
  const place = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
  return `${place}${issue.message}.`
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingSchemas, name)
}

function contentOf(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
