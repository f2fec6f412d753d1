import { describe, expect, it } from 'vitest'
import { PageReads } from './page-reads.ts'
import { filesBelow, PageSource } from './page-source.ts'
import type { OfferedFile } from './protocol.ts'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

/** A source over these files as the page names them, and what the page was asked. */
function sourceOf(files: Readonly<Record<string, string>>, folder = ''): { source: PageSource; asked: string[] } {
  const asked: string[] = []
  const reads = new PageReads((windows) => {
    for (const { read, path, offset, length } of windows) {
      asked.push(path)
      reads.answer({ read, bytes: text(files[path] ?? '').slice(offset, offset + length) })
    }
  })
  const offered: readonly OfferedFile[] = Object.entries(files).map(([path, content]) => ({
    path,
    size: text(content).length,
    mtimeMs: 7,
  }))
  const { signal } = new AbortController()
  return {
    source: new PageSource({ name: 'run', source: 's', files: filesBelow(folder, offered), reads, signal }),
    asked,
  }
}

describe('files of a page', () => {
  it('are read by their path below the bundle, however it is written', async () => {
    const { source, asked } = sourceOf({ 'top/run/payloads/1.json': 'one', 'top/notes': '' }, 'top/run/')
    for (const path of ['payloads/1.json', './payloads//1.json', 'payloads\\1.json', 'x/../payloads/1.json'])
      expect(await source.read(path, 1, 10)).toEqual(text('ne'))
    expect(await source.stat('payloads/1.json')).toMatchObject({ size: 3, mtimeMs: 7 })
    expect(asked).toEqual(['top/run/payloads/1.json'])
    expect(await source.list()).toEqual(['payloads/1.json'])
  })

  it('are found under another Unicode form of their name', async () => {
    const { source } = sourceOf({ ['payloads/é.json'.normalize('NFD')]: 'nfd' })
    expect(await source.read('payloads/é.json'.normalize('NFC'), 0, 9)).toEqual(text('nfd'))
  })

  it('are not there when the page did not offer them', async () => {
    const { source, asked } = sourceOf({ 'manifest.json': '{}' })
    expect(await source.stat('trace.jsonl')).toBeUndefined()
    await expect(source.read('trace.jsonl', 0, 1)).rejects.toMatchObject({ code: 'not_found' })
    expect(asked).toEqual([])
  })

  it.each(['../secret', '/etc/passwd', 'C:\\secret', 'a/../../secret', '\\\\server\\share', 'nul\0'])(
    'never lead outside: %j',
    async (path) => {
      const { source, asked } = sourceOf({ '../secret': 'x', secret: 'y', '/etc/passwd': 'z' })
      await expect(source.stat(path)).rejects.toMatchObject({ code: 'path_outside_bundle' })
      await expect(source.read(path, 0, 1)).rejects.toMatchObject({ code: 'path_outside_bundle' })
      expect([asked, await source.list()]).toEqual([[], ['secret']])
    },
  )

  it('are no longer read once the source is closed', async () => {
    const reads = new PageReads(() => undefined)
    const { signal } = new AbortController()
    const files = new Map([['a', { path: 'a', size: 5, mtimeMs: 0 }]])
    const source = new PageSource({ name: 'run', source: 's', files, reads, signal })
    const read = source.read('a', 0, 5)
    await source.close()
    await source.close()
    await expect(read).rejects.toMatchObject({ code: 'cancelled' })
    await expect(source.read('a', 0, 5)).rejects.toMatchObject({ code: 'cancelled' })
  })
})
