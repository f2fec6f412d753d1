import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../shared/settings.ts'
import { createSettingsStore, readSettings, type SettingsStore } from './settings-store.ts'

const price = { model: 'large', input: 1.25, cachedInput: 0.125, output: 10 }
const prices = { date: '2026-11-01', currency: 'USD', models: [price] }

let folder: string
let file: string
let store: SettingsStore

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-settings-'))
  file = path.join(folder, 'settings.json')
  store = createSettingsStore(file)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('settings', () => {
  it('are the defaults where there is no file', async () => {
    expect(await store.read()).toEqual({ settings: defaultSettings, problems: [] })
  })

  it('are kept for the next start, for this user alone', async () => {
    await store.change({ theme: 'dark', libraries: ['/runs'] })
    expect((await createSettingsStore(file).read()).settings).toEqual({
      ...defaultSettings,
      theme: 'dark',
      libraries: ['/runs'],
    })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('hold a price table, and none once it is taken away', async () => {
    await store.change({ prices })
    expect((await createSettingsStore(file).read()).settings.prices).toEqual(prices)
    expect((await store.change({ prices: null })).settings.prices).toBeNull()
  })

  it('leave alone what else the file holds, also what was edited meanwhile', async () => {
    await store.change({ theme: 'dark' })
    writeFileSync(file, '{"$schema":"x","theme":"light","density":"comfortable","mine":1}')
    await store.change({ zone: 'utc' })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      $schema: 'x',
      theme: 'light',
      density: 'comfortable',
      mine: 1,
      zone: 'utc',
    })
  })

  it.each([
    [{ theme: 'pink' }, /^The setting theme is not understood; its default is used/],
    [{ clock: '25h' }, /^The setting clock is not understood/],
    [{ density: 1 }, /^The setting density is not understood/],
    [{ defaultView: 'x'.repeat(41) }, /^The setting defaultView is not understood/],
    [{ prices: 1 }, /^The setting prices is not understood/],
    [{ prices: { ...prices, date: 'today' } }, /^The setting prices is not understood.*date: /],
    [{ prices: { ...prices, currency: 'usd' } }, /^The setting prices is not understood.*currency: /],
    [{ prices: { ...prices, models: [price, price] } }, /^The setting prices is not .*models: a model is named twice/],
    [{ prices: { ...prices, models: [{ ...price, input: -1 }] } }, /^The setting prices is not .*models\.0\.input: /],
    [{ libraries: [''] }, /^The setting libraries is not understood.*0: /],
    [{ libraries: 'runs' }, /^The setting libraries/],
    [{ cacheMegabytes: 1e9 }, /^The setting cacheMegabytes/],
    [{ colour: 'red' }, /^There is no setting "colour"\.$/],
    [{ constructor: 1 }, /^There is no setting "constructor"\.$/],
  ])('%j is named, and the others count', (broken, problem) => {
    const { settings, problems } = readSettings({ ...broken, zone: 'utc' })
    expect(settings).toEqual({ ...defaultSettings, zone: 'utc' })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
  })

  it.each(['', '{', '[]', 'null', '"x"'])(
    '%j as a file is named, and set aside before anything is written',
    async (text) => {
      writeFileSync(file, text)
      expect(await store.read()).toEqual({
        settings: defaultSettings,
        problems: ['The settings file is not a JSON object; the defaults are used.'],
      })
      expect(await store.change({ theme: 'dark' })).toMatchObject({ settings: { theme: 'dark' }, problems: [] })
      expect(readFileSync(`${file}.broken`, 'utf8')).toBe(text)
    },
  )

  it('that cannot be saved count until the program ends', async () => {
    const unwritable = createSettingsStore(path.join(file, 'settings.json'))
    writeFileSync(file, '')
    const { settings, problems } = await unwritable.change({ theme: 'dark' })
    expect(settings.theme).toBe('dark')
    expect(problems.join()).toMatch(/could not be saved \((EEXIST|ENOTDIR)\)/)
    expect(unwritable.current.settings.theme).toBe('dark')
  })

  it('are told of once changed', async () => {
    const told: string[] = []
    const telling = createSettingsStore(file)
    telling.subscribe(() => told.push(telling.current.settings.theme))
    await Promise.all([telling.change({ theme: 'dark' }), telling.change({ density: 'comfortable' })])
    expect(told).toEqual(['dark', 'dark'])
  })
})
