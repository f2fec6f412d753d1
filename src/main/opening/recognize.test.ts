import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recognize, type Look } from './recognize.ts'

const top = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-recognize-')))
const at = (name: string): string => path.join(top, name)
const composed = 'é'.normalize('NFC')
const decomposed = 'é'.normalize('NFD')

const unused = { list: () => Promise.resolve([]), start: () => Promise.resolve(new Uint8Array()) }

beforeAll(() => {
  for (const folder of [
    'root/run-1/payloads',
    'root/notes',
    'torn',
    'graph',
    'empty',
    'shelf',
    'plain/a/b',
    `name-${decomposed}`,
  ])
    mkdirSync(at(folder), { recursive: true })
  for (const file of [
    'root/run-1/manifest.json',
    'root/run-1/trace.jsonl',
    'root/run-1/state.json',
    'torn/trace.jsonl',
  ])
    writeFileSync(at(file), '')
  for (const file of ['root/run-1/payloads/1.json', 'graph/state.json', 'packed.ROLLOUT', 'lone.json', 'notes.txt'])
    writeFileSync(at(file), '')
  writeFileSync(at('shelf/run.rollout'), '')
  writeFileSync(at(`name-${decomposed}/manifest.json`), '')
  writeFileSync(at('disguised.bin'), 'PK\u0003\u0004')
  symlinkSync(at('root/run-1'), at('link'))
  symlinkSync(at('nowhere'), at('dangling'))
})
afterAll(() => {
  rmSync(top, { recursive: true })
})

describe('a path', () => {
  it.each([
    ['root/run-1', 'bundle', 'root/run-1'],
    ['root/run-1/manifest.json', 'bundle', 'root/run-1'],
    ['root/run-1/trace.jsonl', 'bundle', 'root/run-1'],
    ['root/run-1/state.json', 'bundle', 'root/run-1'],
    ['root/run-1/payloads/1.json', 'bundle', 'root/run-1'],
    ['torn', 'bundle', 'torn'],
    ['link', 'bundle', 'link'],
    ['root', 'library', 'root'],
    ['shelf', 'library', 'shelf'],
    ['shelf/run.rollout', 'archive', 'shelf/run.rollout'],
    ['graph', 'graph', 'graph'],
    ['graph/state.json', 'graph', 'graph/state.json'],
    ['lone.json', 'graph', 'lone.json'],
    ['packed.ROLLOUT', 'archive', 'packed.ROLLOUT'],
    ['disguised.bin', 'archive', 'disguised.bin'],
    ['notes.txt', 'nothing', 'notes.txt'],
    ['empty', 'nothing', 'empty'],
    ['plain', 'nothing', 'plain'],
    ['gone', 'missing', 'gone'],
    ['notes.txt/below', 'missing', 'notes.txt/below'],
    ['dangling', 'missing', 'dangling'],
    [`name-${composed}`, 'bundle', `name-${decomposed}`],
    ['x'.repeat(5000), 'missing', 'x'.repeat(5000)],
    ['nul\0byte', 'unreadable', 'nul\0byte'],
  ])('%s is %s', async (given, kind, found) => {
    expect(await recognize(at(given))).toEqual({ path: at(found), name: path.basename(found), kind })
  })

  it('that was named a library is one while it is empty', async () => {
    expect(await recognize(at('empty'), { libraries: [at('empty')] })).toMatchObject({ kind: 'library' })
  })

  it.skipIf(process.platform === 'win32')('that is a device is nothing to open', async () => {
    expect(await recognize('/dev/null')).toMatchObject({ kind: 'nothing' })
  })

  it('may not be read', async () => {
    const look: Look = { ...unused, stat: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) }
    expect(await recognize(at('root'), { look })).toMatchObject({ kind: 'unreadable' })
  })

  it('on a drive that does not answer is not waited for', async () => {
    const look: Look = { ...unused, stat: () => new Promise(() => undefined) }
    expect(await recognize(at('root'), { look, patienceMs: 5 })).toMatchObject({ kind: 'slow', path: at('root') })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('may be a folder that is locked', async () => {
    chmodSync(at('empty'), 0)
    expect(await recognize(at('empty'))).toMatchObject({ kind: 'unreadable' })
    chmodSync(at('empty'), 0o755)
  })
})
