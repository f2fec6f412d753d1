import { describe, expect, it } from 'vitest'
import type { ListedSource } from '../bundle/source.ts'
import { fixture, sourceOf, type Files } from '../testkit/fixtures.ts'
import { memorySource } from '../testkit/memory-source.ts'
import { looksLikeArchive, openArchive } from './archive-source.ts'
import { LIMITS, readEntries } from './entries.ts'
import type { RandomAccess } from './random-access.ts'
import { archiveBytes, archiveContents, type PackProgress } from './write-archive.ts'

interface Counted extends RandomAccess {
  reads: number
  closed: number
}

function memory(bytes: Uint8Array): Counted {
  return {
    size: bytes.length,
    reads: 0,
    closed: 0,
    read(offset, length) {
      this.reads += 1
      return Promise.resolve(bytes.slice(offset, offset + length))
    },
    close() {
      this.closed += 1
      return Promise.resolve()
    },
  }
}

async function pack(source: ListedSource): Promise<Uint8Array> {
  const { packed } = await archiveContents(source)
  return await joined(archiveBytes(source, packed))
}

async function joined(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function filesOf(source: ListedSource): Promise<Files> {
  const files = new Map<string, Uint8Array>()
  for (const path of await source.list()) {
    const { size = 0 } = (await source.stat(path)) ?? {}
    files.set(path, await source.read(path, 0, size))
  }
  return files
}

/** Longer than a block of the cache, and not the same anywhere. */
const long = Uint8Array.from({ length: 5_000_001 }, (_, index) => (index * index * 31 + (index >> 11)) & 0xff)

describe('an archive', () => {
  it('holds the bundle as it was', async () => {
    const showcase = fixture('samples/0.169.0/showcase')
    const source = await openArchive(memory(await pack(sourceOf(showcase))), 'showcase.rollout')
    const files = await filesOf(source)
    expect([source.name, [...files.keys()]]).toEqual(['showcase.rollout', [...showcase.files.keys()].sort()])
    for (const [path, bytes] of files) expect(Buffer.compare(bytes, showcase.files.get(path) ?? long)).toBe(0)
  })

  it('has the same bytes whenever it is made', async () => {
    const chat = sourceOf(fixture('recorded/0.169.0/chat'))
    expect(Buffer.compare(await pack(chat), await pack(chat))).toBe(0)
  })

  it('tells how many bytes of how many were packed, up to all', async () => {
    const files = new Map([
      ['trace.jsonl', new Uint8Array(700_000)],
      ['payloads/1.json', new Uint8Array(300_000)],
    ])
    const told: PackProgress[] = []
    await joined(
      archiveBytes(memorySource('x', files), [...files.keys()].sort(), (progress) => {
        told.push(progress)
      }),
    )
    expect(told[0]).toEqual({ bytes: 0, bytesTotal: 1_000_000, filesTotal: 2 })
    expect(told.at(-1)).toEqual({ bytes: 1_000_000, bytesTotal: 1_000_000, filesTotal: 2 })
    expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b))
    expect(told.length).toBeGreaterThan(4)
  })

  it('leaves out what is no part of the bundle', async () => {
    const files = new Map([
      ['trace.jsonl', ''],
      ['manifest.json', '{}'],
      ['state.json', '{}'],
      ['payloads/10.json', '1'],
      ['payloads/2.json', '1'],
      ['.DS_Store', 'x'],
      ['notes/1.md', 'x'],
    ])
    expect(await archiveContents(memorySource('run', files))).toEqual({
      packed: ['manifest.json', 'payloads/10.json', 'payloads/2.json', 'state.json', 'trace.jsonl'],
      leftOut: ['.DS_Store', 'notes/1.md'],
    })
  })

  it('gives any window of a long entry, in any order and several at once', async () => {
    const bundle = memorySource('run', new Map([['trace.jsonl', long]]))
    const source = await openArchive(memory(await pack(bundle)), 'run.rollout')
    const windows = [
      [4_900_000, 200_000],
      [0, 10],
      [1_048_570, 12],
      [2_000_000, 2_500_000],
      [5_000_001, 10],
      [9_000_000, 10],
      [0, 9_000_000],
    ] as const
    const got = await Promise.all(windows.map(([offset, length]) => source.read('trace.jsonl', offset, length)))
    windows.forEach(([offset, length], index) => {
      expect(Buffer.compare(got[index] ?? long, long.subarray(offset, offset + length))).toBe(0)
    })
  })

  it('gives windows that the caller may change', async () => {
    const bundle = memorySource('run', new Map([['trace.jsonl', 'abc']]))
    const source = await openArchive(memory(await pack(bundle)), 'run.rollout')
    ;(await source.read('trace.jsonl', 0, 3)).fill(0)
    expect(new TextDecoder().decode(await source.read('trace.jsonl', 0, 3))).toBe('abc')
  })

  it('is opened with few reads, and reads of neighbours share one', async () => {
    const access = memory(await pack(sourceOf(fixture('samples/0.169.0/pair_base'))))
    const source = await openArchive(access, 'pair.rollout')
    const opened = access.reads
    await filesOf(source)
    expect([opened <= 3, access.reads - opened <= 3]).toEqual([true, true])
  })

  it('closes what it reads, once opened or refused', async () => {
    const access = memory(await pack(memorySource('run', new Map([['trace.jsonl', '']]))))
    await (await openArchive(access, 'run.rollout')).close()
    const broken = memory(new Uint8Array(100))
    await expect(openArchive(broken, 'run.rollout')).rejects.toThrow()
    expect([access.closed, broken.closed]).toEqual([1, 1])
  })

  it('answers for paths as a folder does', async () => {
    const bundle = memorySource(
      'run',
      new Map([
        ['trace.jsonl', ''],
        ['payloads/caf\u00e9.json', '1'],
      ]),
    )
    const source = await openArchive(memory(await pack(bundle)), 'run.rollout')
    const facts = await Promise.all(
      ['payloads\\cafe\u0301.json', './trace.jsonl', 'payloads'].map((path) => source.stat(path)),
    )
    expect(facts.map((fact) => fact?.size)).toEqual([1, 0, undefined])
    await expect(source.stat('../trace.jsonl')).rejects.toMatchObject({ code: 'path_outside_bundle' })
    await expect(source.read('payloads/7.json', 0, 1)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('may hold only so many files and bytes', async () => {
    const access = memory(await pack(sourceOf(fixture('recorded/0.169.0/chat'))))
    const few = readEntries(access, { ...LIMITS, entries: 3 })
    await expect(few).rejects.toMatchObject({ code: 'archive_unsafe', message: 'the archive holds more than 3 files' })
    const small = readEntries(access, { ...LIMITS, total: 10_000 })
    await expect(small).rejects.toMatchObject({ code: 'archive_unsafe' })
  })

  it('is not made from a bundle that cannot be read whole', async () => {
    const source = memorySource('run', new Map([['trace.jsonl', '']]))
    const chunks = archiveBytes(source, ['trace.jsonl', 'payloads/1.json'])
    await expect(joined(chunks)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('looksLikeArchive', () => {
  it('knows a zip with and without files from anything else', () => {
    const starts = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08', '{"a"', 'P', '']
    expect(starts.map((start) => looksLikeArchive(new TextEncoder().encode(start)))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
