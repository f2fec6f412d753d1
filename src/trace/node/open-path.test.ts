import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { openPath } from './open-path.ts'

let scratch: string

beforeEach(() => {
  scratch = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-open-'))
})
afterEach(() => {
  fs.rmSync(scratch, { recursive: true, force: true })
})

function write(path: string, text = '{}'): string {
  const file = nodePath.join(scratch, path)
  fs.mkdirSync(nodePath.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  return file
}

const coded = (code: string, message?: unknown): unknown =>
  expect.objectContaining({ name: 'TraceError', code, ...(message === undefined ? {} : { message }) })

describe('a bundle', () => {
  it.each(['', 'manifest.json', 'trace.jsonl', 'state.json', 'payloads/7.json'])('is found from %j', async (inside) => {
    for (const name of ['manifest.json', 'trace.jsonl', 'state.json', 'payloads/7.json']) write(`run/${name}`)
    const { kind, source } = await openPath(nodePath.join(scratch, 'run', inside))
    expect([kind, source.name, (await source.stat('payloads/7.json'))?.size]).toEqual(['bundle', 'run', 2])
  })

  it.each(['manifest.json', 'trace.jsonl'])(
    'is one with only %s, so that opening can say what is missing',
    async (name) => {
      write(`run/${name}`)
      expect((await openPath(nodePath.join(scratch, 'run'))).kind).toBe('bundle')
    },
  )
})

describe('a lone graph', () => {
  it.each(['run', 'run/state.json'])('is found from %j', async (path) => {
    write('run/state.json', '{"threads":{}}')
    const { kind, source } = await openPath(nodePath.join(scratch, path))
    const bytes = await source.read('state.json', 0, 99)
    expect([kind, new TextDecoder().decode(bytes), await source.list()]).toEqual([
      'state',
      '{"threads":{}}',
      ['state.json'],
    ])
  })

  it('may have any name and be reached by a link, and shows nothing beside it', async () => {
    write('graphs/showcase.json', 'graph')
    write('graphs/other.json')
    fs.mkdirSync(nodePath.join(scratch, 'links'))
    fs.symlinkSync('../graphs/showcase.json', nodePath.join(scratch, 'links/mine.json'))
    const { kind, source } = await openPath(nodePath.join(scratch, 'links/mine.json'))
    const others = await Promise.all(
      ['manifest.json', 'other.json', '../graphs/other.json'].map((path) => source.stat(path)),
    )
    expect([kind, source.name, (await source.stat('state.json'))?.size, ...others]).toEqual([
      'state',
      'mine.json',
      5,
      undefined,
      undefined,
      undefined,
    ])
    await expect(source.read('other.json', 0, 9)).rejects.toThrow(coded('not_found'))
  })
})

describe('anything else', () => {
  it('is not there', async () => {
    await expect(openPath(nodePath.join(scratch, 'nothing'))).rejects.toThrow(
      coded('not_found', '"nothing" is not there (ENOENT)'),
    )
  })

  it('is a folder without a bundle', async () => {
    write('papers/letter.txt')
    await expect(openPath(nodePath.join(scratch, 'papers'))).rejects.toThrow(
      coded('not_a_bundle', '"papers" holds neither manifest.json nor trace.jsonl'),
    )
  })

  it('is a folder of bundles, which are named', async () => {
    for (const name of ['b', 'a', 'd', 'c', 'e']) write(`runs/${name}/trace.jsonl`)
    write('runs/z/notes.txt')
    await expect(openPath(nodePath.join(scratch, 'runs'))).rejects.toThrow(
      coded('not_a_bundle', expect.stringMatching(/; bundles in it: "a", "b", "c" and 2 more$/)),
    )
  })

  it('is a file of another kind', async () => {
    await expect(openPath(write('letter.txt'))).rejects.toThrow(coded('not_a_bundle'))
  })

  it.skipIf(process.platform === 'win32')('is a pipe, which is never opened', async () => {
    const pipe = nodePath.join(scratch, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(openPath(pipe)).rejects.toThrow(coded('not_a_file'))
  })

  it('may not be read', async () => {
    const locked: FileSystem = {
      ...nodeFileSystem,
      stat() {
        throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
      },
    }
    await expect(openPath(scratch, locked)).rejects.toThrow(coded('permission_denied'))
  })
})
