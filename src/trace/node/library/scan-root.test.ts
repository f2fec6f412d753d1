import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BundleGlance } from '../../bundle/glance.ts'
import { nodeFileSystem, type FileSystem } from '../file-system.ts'
import { scanRoot, type ScannedBundle, type ScanOptions } from './scan-root.ts'

const conformance = path.join(import.meta.dirname, '../../../../fixtures/conformance')
let root: string

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-scan-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

async function scanned(options?: ScanOptions): Promise<readonly ScannedBundle[]> {
  const all: ScannedBundle[] = []
  for await (const bundle of scanRoot(root, options)) all.push(bundle)
  return all
}

function bundle(name: string, changedAt: number): void {
  cpSync(path.join(conformance, 's2-whole-life'), path.join(root, name), { recursive: true })
  utimesSync(path.join(root, name, 'trace.jsonl'), changedAt, changedAt)
}

describe('a scan', () => {
  it('finds the bundles of a folder, the newest first, and nothing else', async () => {
    bundle('old', 1000)
    bundle('new', 3000)
    bundle('.hidden', 4000)
    mkdirSync(path.join(root, 'notes'))
    writeFileSync(path.join(root, 'file'), '')
    symlinkSync(path.join(root, 'old'), path.join(root, 'link'))
    const counts: number[] = []
    const found = await scanned({ onFound: (count) => counts.push(count) })
    expect(found.map(({ name, changedAt }) => [name, changedAt])).toEqual([
      ['new', 3_000_000],
      ['old', 1_000_000],
    ])
    expect(counts).toEqual([2])
    expect(found[0]?.glance).toMatchObject({ agents: 1, schema: 2, problem: null })
  })

  it('finds archives by their name, and says why one is none', async () => {
    bundle('folder', 1000)
    writeFileSync(path.join(root, 'torn.ROLLOUT'), 'not a zip')
    writeFileSync(path.join(root, '.hidden.rollout'), 'not a zip')
    mkdirSync(path.join(root, 'empty.rollout'))
    symlinkSync(path.join(root, 'torn.ROLLOUT'), path.join(root, 'link.rollout'))
    const found = await scanned()
    expect(found.map(({ name }) => name)).toEqual(['torn.ROLLOUT', 'folder'])
    expect(found[0]).toMatchObject({ logBytes: 0, glance: { startedAt: null } })
    expect(found[0]?.glance.problem).toContain('not a readable zip archive')
    const known = await scanned({ known: (_, stamp) => found.find((each) => each.stamp === stamp)?.glance, fs: unread })
    expect(known).toEqual(found)
  })

  it('reads nothing of a bundle that did not change, and a changed one again', async () => {
    bundle('a', 1000)
    const [first] = await scanned()
    const glance: BundleGlance = { ...(first?.glance ?? never()), message: 'kept' }
    const known = (_: string, stamp: string): BundleGlance | undefined => (stamp === first?.stamp ? glance : undefined)
    expect(await scanned({ known, fs: unread })).toMatchObject([{ glance: { message: 'kept' } }])
    writeFileSync(path.join(root, 'a', 'trace.jsonl'), '\n', { flag: 'a' })
    expect((await scanned({ known }))[0]?.glance.message).not.toBe('kept')
  })

  it('takes few calls of the file system for a bundle, and two for one that did not change', async () => {
    bundle('a', 1000)
    const calls: string[] = []
    const counting: FileSystem = {
      ...nodeFileSystem,
      stat: (of) => (calls.push('stat'), nodeFileSystem.stat(of)),
      realpath: (of) => (calls.push('realpath'), nodeFileSystem.realpath(of)),
      open: (of) => (calls.push('open'), nodeFileSystem.open(of)),
      read: (...of) => (calls.push('read'), nodeFileSystem.read(...of)),
    }
    const [first] = await scanned({ fs: counting })
    const count = (name: string) => calls.filter((call) => call === name).length
    // Manifest, log and first request, each opened and read once; real paths of the bundle, as its top, and of its payloads.
    expect(['stat', 'realpath', 'open', 'read'].map(count)).toEqual([3, 3, 3, 3])
    calls.length = 0
    await scanned({ fs: counting, known: () => first?.glance })
    expect(calls).toEqual(['stat', 'stat'])
  })

  it('shows a bundle that may not be read, with the reason', async () => {
    bundle('a', 1000)
    const locked: FileSystem = {
      ...nodeFileSystem,
      open() {
        throw Object.assign(new Error('no'), { code: 'EACCES' })
      },
    }
    const [found] = await scanned({ fs: locked })
    expect(found?.name).toBe('a')
    expect(found?.glance.problem).toContain('may not be read')
  })

  it('can be given up', async () => {
    bundle('a', 1000)
    await expect(scanned({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('tells why a root cannot be listed', async () => {
    const gone = scanRoot(path.join(root, 'gone'))
    await expect(gone.next()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('looks at every hand-made bundle without failing', async () => {
    const names = readdirSync(conformance, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const found: string[] = []
    for await (const { name } of scanRoot(conformance)) found.push(name)
    expect(found).toHaveLength(names.length)
  })
})

const unread: FileSystem = { ...nodeFileSystem, open: never }

function never(): never {
  throw new Error('not to be called')
}
