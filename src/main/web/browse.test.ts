import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf, kindOf, pasteWithin } from './browse.ts'

const top = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-browse-')))
const root = path.join(top, 'runs')
const at = (...parts: string[]): string => path.join(root, ...parts)

beforeAll(() => {
  for (const folder of ['2026/b', '2026/a é#%', 'graph', 'empty', '.hidden', 'torn'])
    mkdirSync(at(folder), { recursive: true })
  mkdirSync(path.join(top, 'private/secret-run'), { recursive: true })
  for (const file of [
    '2026/b/manifest.json',
    '2026/a é#%/manifest.json',
    'graph/state.json',
    'torn/trace.jsonl',
    'packed.rollout',
    'notes.txt',
  ])
    writeFileSync(at(file), '')
  writeFileSync(path.join(top, 'private/secret-run/manifest.json'), '')
  symlinkSync(path.join(top, 'private'), at('way-out'))
  symlinkSync(path.join(top, 'private/secret-run'), at('way-out-to-bundle'))
  symlinkSync(at('2026'), at('way-within'))
  symlinkSync(at('nowhere'), at('dangling'))
})
afterAll(() => {
  rmSync(top, { recursive: true })
})

describe('browsing', () => {
  it('starts at the roots, of whatever kind', async () => {
    expect(await browserOf([root, at('2026/b'), at('missing')])(undefined)).toEqual({
      trail: [],
      entries: [
        { name: 'runs', kind: 'folder', path: root },
        { name: 'b', kind: 'bundle', path: at('2026/b') },
      ],
    })
  })

  it('lists what can be opened or entered, by name, and no way out', async () => {
    const { trail, entries } = await browserOf([root])(root)
    expect(trail).toEqual(['runs'])
    expect(entries.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'folder 2026',
      'folder empty',
      'bundle graph',
      'archive packed.rollout',
      'bundle torn',
      'folder way-within',
    ])
  })

  it('names the way from the root', async () => {
    const { trail, entries } = await browserOf([root])(at('2026'))
    expect([trail, entries.map(({ name }) => name)]).toEqual([
      ['runs', '2026'],
      ['a é#%', 'b'],
    ])
  })

  it.each([
    ['a folder outside', () => top],
    ['a sibling whose name begins like the root', () => `${root}-other`],
    ['the way out', () => at('way-out')],
  ])('refuses %s', async (_, folder) => {
    mkdirSync(`${root}-other`, { recursive: true })
    await expect(browserOf([root])(folder())).rejects.toMatchObject({ code: 'path_outside_bundle' })
  })

  it('tells when a folder has gone', async () => {
    await expect(browserOf([root])(at('gone'))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuses a folder that a symlink out has replaced since it was listed', async () => {
    const browse = browserOf([root])
    mkdirSync(at('empty/swapped'))
    const { entries } = await browse(at('empty'))
    rmSync(at('empty/swapped'), { recursive: true })
    symlinkSync(path.join(top, 'private'), at('empty/swapped'))
    const [swapped] = entries
    await expect(browse(swapped?.path)).rejects.toMatchObject({ code: 'path_outside_bundle' })
    rmSync(at('empty/swapped'))
  })
})

describe('a pasted path', () => {
  it('below a root is opened, in any form', async () => {
    expect(await pasteWithin(`"${at('2026/b')}/"\n${at('torn')}`, [root])).toEqual([at('2026/b'), at('torn')])
    expect(await pasteWithin('some words', [root])).toEqual([])
  })

  it('below a root is given where nothing is there, for the opening to say so', async () => {
    expect(await pasteWithin(at('gone/run'), [root])).toEqual([at('gone/run')])
  })

  it.each([
    ['outside every root', () => top],
    ['through a symlink that leads out', () => at('way-out-to-bundle')],
    ['that climbs out', () => `${root}/../private/secret-run`],
    ['that is not there, outside', () => path.join(top, 'gone')],
    ['that is not there, through a symlink that leads out', () => at('way-out/gone')],
  ])('%s is refused', async (_, path) => {
    await expect(pasteWithin(path(), [root])).rejects.toMatchObject({ failure: { code: 'refused' } })
  })
})

describe('a path', () => {
  it.each([
    ['2026', 'folder'],
    ['2026/b', 'bundle'],
    ['torn', 'bundle'],
    ['graph', 'bundle'],
    ['packed.rollout', 'archive'],
    ['notes.txt', undefined],
    ['missing', undefined],
    ['notes.txt/below', undefined],
  ])('%s is %s', async (file, kind) => {
    expect(await kindOf(at(file))).toBe(kind)
  })
})
