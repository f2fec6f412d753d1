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

  it('reads nothing of a bundle that did not change, and a changed one again', async () => {
    bundle('a', 1000)
    const [first] = await scanned()
    const glance: BundleGlance = { ...(first?.glance ?? never()), message: 'kept' }
    const known = (_: string, stamp: string): BundleGlance | undefined => (stamp === first?.stamp ? glance : undefined)
    const noReads: FileSystem = { ...nodeFileSystem, open: never }
    expect(await scanned({ known, fs: noReads })).toMatchObject([{ glance: { message: 'kept' } }])
    writeFileSync(path.join(root, 'a', 'trace.jsonl'), '\n', { flag: 'a' })
    expect((await scanned({ known }))[0]?.glance.message).not.toBe('kept')
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

function never(): never {
  throw new Error('not to be called')
}
