import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readWholeFile } from '../bundle/whole-file.ts'
import { isInside, openDirectory } from './directory-source.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'

let scratch: string
let bundle: string

beforeEach(() => {
  scratch = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-node-'))
  bundle = nodePath.join(scratch, 'trace 100% #1 cafe\u0301')
  write('manifest.json', '{}')
  write('payloads/1.json', '0123456789')
})
afterEach(() => {
  fs.rmSync(scratch, { recursive: true, force: true })
})

function write(path: string, text: string): void {
  const file = nodePath.join(bundle, path)
  fs.mkdirSync(nodePath.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}

function link(target: string, path: string, type?: 'dir'): void {
  fs.symlinkSync(target, nodePath.join(bundle, path), type)
}

function failing(code: string, methods: readonly (keyof FileSystem)[]): FileSystem {
  const fail = (): never => {
    throw Object.assign(new Error(`${code}: injected`), { code })
  }
  return { ...nodeFileSystem, ...Object.fromEntries(methods.map((method) => [method, fail])) }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const coded = (code: string): unknown => expect.objectContaining({ name: 'TraceError', code })

describe('reading', () => {
  it.each([
    [0, 100, '0123456789'],
    [3, 4, '3456'],
    [8, 4, '89'],
    [10, 4, ''],
    [99, 4, ''],
  ])('gives the window from %d of %d bytes', async (offset, length, expected) => {
    expect(text(await openDirectory(bundle).read('payloads/1.json', offset, length))).toBe(expected)
  })

  it('sees a file grow and be replaced', async () => {
    const source = openDirectory(bundle)
    await source.read('payloads/1.json', 0, 1)
    write('payloads/1.json', '0123456789abc')
    const grown = text(await source.read('payloads/1.json', 8, 9))
    write('new', 'replaced')
    fs.renameSync(nodePath.join(bundle, 'new'), nodePath.join(bundle, 'payloads/1.json'))
    const facts = await source.stat('payloads/1.json')
    expect([grown, facts?.size, text(await source.read('payloads/1.json', 0, 99))]).toEqual(['89abc', 8, 'replaced'])
  })

  it('finds a file whose name on disk has the other Unicode form', async () => {
    write('payloads/cafe\u0301.json', 'decomposed')
    expect(text(await openDirectory(bundle).read('payloads/caf\u00e9.json', 0, 99))).toBe('decomposed')
  })

  it('keeps few files open and closes all of them', async () => {
    const open = new Set<number>()
    let most = 0
    const counting: FileSystem = {
      ...nodeFileSystem,
      open(path) {
        const handle = nodeFileSystem.open(path)
        open.add(handle)
        most = Math.max(most, open.size)
        return handle
      },
      close(handle) {
        open.delete(handle)
        nodeFileSystem.close(handle)
      },
    }
    const source = openDirectory(bundle, counting)
    for (let n = 1; n <= 60; n += 1) {
      write(`payloads/${String(n)}.json`, String(n))
      await source.read(`payloads/${String(n)}.json`, 0, 9)
    }
    await source.close()
    await source.close()
    expect([most <= 17, open.size]).toEqual([true, 0])
  })

  it('lists every file, sorted, and does not follow links', async () => {
    write('payloads/10.json', '')
    write('trace.jsonl', '')
    link(scratch, 'payloads/elsewhere', 'dir')
    expect(await openDirectory(bundle).list()).toEqual([
      'manifest.json',
      'payloads/1.json',
      'payloads/10.json',
      'payloads/elsewhere',
      'trace.jsonl',
    ])
  })
})

describe('reading whole files', () => {
  const memory = (length: number) => new Uint8Array(length)

  it('gives plain files in the memory it was given', async () => {
    let given: Uint8Array | undefined
    const whole = await openDirectory(bundle).readWhole?.('payloads/1.json', (length) => (given = memory(length)))
    expect(whole?.buffer).toBe(given?.buffer)
    expect(whole && text(whole)).toBe('0123456789')
  })

  it('leaves links, folders and what is not there to the careful way', async () => {
    link('1.json', 'payloads/2.json')
    const source = openDirectory(bundle)
    for (const path of ['payloads/2.json', 'payloads', 'payloads/3.json', 'manifest.json/1.json']) {
      expect([path, await source.readWhole?.(path, memory)]).toEqual([path, undefined])
    }
    expect(text(await readWholeFile(source, 'payloads/2.json'))).toBe('0123456789')
  })

  it('never gives what lies outside', async () => {
    fs.writeFileSync(nodePath.join(scratch, 'secret'), 'secret')
    link(nodePath.join(scratch, 'secret'), 'payloads/2.json')
    link(scratch, 'payloads/folder', 'dir')
    const source = openDirectory(bundle)
    for (const path of ['../secret', 'payloads/2.json', 'payloads/folder/secret', 'payloads/folder/../../../secret']) {
      await expect(readWholeFile(source, path)).rejects.toThrow(coded('path_outside_bundle'))
    }
  })
})

describe('what is refused', () => {
  it.each(['../secret', '/etc/passwd', 'C:\\secret', '\\\\host\\share\\secret'])(
    'a path out by its words: %s',
    async (path) => {
      fs.writeFileSync(nodePath.join(scratch, 'secret'), 'secret')
      await expect(openDirectory(bundle).stat(path)).rejects.toThrow(coded('path_outside_bundle'))
      await expect(openDirectory(bundle).read(path, 0, 9)).rejects.toThrow(coded('path_outside_bundle'))
    },
  )

  it('a path out by a link to a file or a folder', async () => {
    fs.writeFileSync(nodePath.join(scratch, 'secret'), 'secret')
    link(nodePath.join(scratch, 'secret'), 'payloads/2.json')
    link(scratch, 'payloads/folder', 'dir')
    const source = openDirectory(bundle)
    await expect(source.read('payloads/2.json', 0, 9)).rejects.toThrow(coded('path_outside_bundle'))
    await expect(source.stat('payloads/folder/secret')).rejects.toThrow(coded('path_outside_bundle'))
  })

  it('but not a link that stays inside, nor a bundle reached by a link', async () => {
    link('1.json', 'payloads/2.json')
    fs.symlinkSync(bundle, nodePath.join(scratch, 'alias'), 'dir')
    expect(text(await openDirectory(nodePath.join(scratch, 'alias')).read('payloads/2.json', 0, 3))).toBe('012')
  })

  it('a folder where a file should be', async () => {
    await expect(openDirectory(bundle).stat('payloads')).rejects.toThrow(coded('not_a_file'))
    await expect(openDirectory(bundle).read('payloads', 0, 9)).rejects.toThrow(coded('not_a_file'))
  })

  it('a file where a folder should be, as absence', async () => {
    expect(await openDirectory(bundle).stat('manifest.json/1.json')).toBeUndefined()
    await expect(openDirectory(bundle).read('manifest.json/1.json', 0, 9)).rejects.toThrow(coded('not_found'))
    expect(() => openDirectory(nodePath.join(bundle, 'manifest.json'))).toThrow(coded('not_a_folder'))
  })

  it('a name too long for the file system, as absence', async () => {
    expect(await openDirectory(bundle).stat(`payloads/${'x'.repeat(5000)}`)).toBeUndefined()
  })

  it.each([
    ['EACCES', 'permission_denied'],
    ['EPERM', 'permission_denied'],
    ['EIO', 'read_failed'],
    ['EMFILE', 'read_failed'],
  ])('what the system refuses with %s, as %s', async (system, code) => {
    const where = { file: 'payloads/1.json' }
    for (const method of ['stat', 'open', 'read'] as const) {
      const broken = openDirectory(bundle, switchable(failing(system, [method])))
      await expect(broken.read('payloads/1.json', 0, 9)).rejects.toThrow(expect.objectContaining({ code, where }))
    }
  })
})

/** Behaves until the bundle is open, then fails. */
function switchable(broken: FileSystem): FileSystem {
  let opened = false
  return {
    ...broken,
    stat(path) {
      const stats = opened ? broken.stat(path) : nodeFileSystem.stat(path)
      opened = true
      return stats
    },
  }
}

describe('isInside', () => {
  it.each([
    ['C:\\traces\\one', 'C:\\traces\\one\\payloads\\1.json', true],
    ['C:\\traces\\one', 'C:\\traces\\one', false],
    ['C:\\traces\\one', 'C:\\traces\\one-more\\1.json', false],
    ['C:\\traces\\one', 'D:\\traces\\one\\1.json', false],
    ['C:\\traces\\one', 'C:\\traces\\one\\..hidden', true],
    ['\\\\host\\share\\one', '\\\\host\\share\\one\\1.json', true],
    ['\\\\host\\share\\one', '\\\\host\\other\\one\\1.json', false],
  ])('on Windows: %s holds %s: %s', (root, real, expected) => {
    expect(isInside(root, real, nodePath.win32)).toBe(expected)
  })
})
