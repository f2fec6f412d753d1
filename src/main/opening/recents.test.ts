import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecents, type Recents } from './recents.ts'

let folder: string
let file: string
let clock: number
let recents: Recents

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-recents-'))
  file = path.join(folder, 'data', 'recents.json')
  clock = 0
  recents = createRecents(file, undefined, () => ++clock)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function shown(): Promise<string> {
  return (await recents.list()).map((entry) => `${entry.pinned ? '*' : ''}${entry.path}`).join(' ')
}

describe('recents', () => {
  it('are the newest first, each once, pinned ones before', async () => {
    for (const one of ['/a', '/b', '/c', '/a']) await recents.remember(one, 'bundle')
    expect(await shown()).toBe('/a /c /b')
    await recents.pin('/b', true)
    expect(await shown()).toBe('*/b /a /c')
    await recents.remember('/b', 'bundle')
    await recents.remember('/c', 'archive')
    expect(await shown()).toBe('*/b /c /a')
    await recents.pin('/b', false)
    expect(await shown()).toBe('/c /b /a')
  })

  it('can be removed, and cleared but for the pinned', async () => {
    for (const one of ['/a', '/b', '/c']) await recents.remember(one, 'bundle')
    await recents.pin('/a', true)
    await recents.forget('/b')
    expect(await shown()).toBe('*/a /c')
    await recents.clear()
    expect(await shown()).toBe('*/a')
  })

  it('are not more than a person looks through', async () => {
    for (let at = 0; at < 30; at++) await recents.remember(`/${String(at)}`, 'bundle')
    expect(await recents.list()).toHaveLength(20)
  })

  it('are remembered by the next start, for this user alone', async () => {
    await recents.remember('/a', 'library')
    expect(await createRecents(file).list()).toEqual([{ path: '/a', kind: 'library', openedAt: 1, pinned: false }])
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('survive changes made at once', async () => {
    await Promise.all(['/a', '/b', '/c'].map((one) => recents.remember(one, 'bundle')))
    expect((await shown()).split(' ').sort()).toEqual(['/a', '/b', '/c'])
  })

  it.each(['', '{', 'null', '{"version":2,"entries":[]}', '{"version":1,"entries":[{"path":1}]}'])(
    'are none where the file says %j',
    async (content) => {
      await recents.remember('/a', 'bundle')
      writeFileSync(file, content)
      expect(await recents.list()).toEqual([])
      await recents.remember('/b', 'bundle')
      expect(await shown()).toBe('/b')
    },
  )

  it('are no failure where they cannot be kept', async () => {
    writeFileSync(path.join(folder, 'data'), '')
    await recents.remember('/a', 'bundle')
    expect(await recents.list()).toEqual([])
  })

  it('tell of every change', async () => {
    const told: (readonly string[])[] = []
    const telling = createRecents(file, (entries) => told.push(entries.map((entry) => entry.path)))
    await telling.remember('/a', 'bundle')
    await telling.forget('/a')
    expect(told).toEqual([['/a'], []])
    expect(readFileSync(file, 'utf8')).not.toContain('/a')
  })
})
