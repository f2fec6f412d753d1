import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LibraryState } from '../../../shared/view-models/library.ts'
import { archiveBytes, archiveContents } from '../../../trace/archive/write-archive.ts'
import { openDirectory } from '../../../trace/node/directory-source.ts'
import { scanRoot } from '../../../trace/node/library/scan-root.ts'
import { cachePath, readCache, writeCache } from './library-cache.ts'
import type { RowsRequest } from './library-rows.ts'
import { LibrarySession, type LibraryParts } from './library-session.ts'

const sample = path.join(import.meta.dirname, '../../../../fixtures/conformance/s2-whole-life')
const everything: RowsRequest = { from: 0, limit: 10, text: '', statuses: [], sort: 'time', descending: true }

let top: string
let root: string
let cacheFolder: string
let told: LibraryState[]
let bugs: unknown[]
let open: LibrarySession[]
/** Lets the next look begin, if one is waiting to. */
let lookAgain: () => void

beforeEach(() => {
  top = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-library-'))
  root = path.join(top, 'runs')
  cacheFolder = path.join(top, 'data', 'cache')
  told = []
  bugs = []
  lookAgain = () => undefined
  open = []
  bundle('a')
})
afterEach(async () => {
  for (const session of open) await session.close()
  rmSync(top, { recursive: true })
  expect(bugs).toEqual([])
})

function bundle(name: string): void {
  cpSync(sample, path.join(root, name), { recursive: true })
}

async function archive(name: string): Promise<void> {
  const source = openDirectory(sample)
  const { packed } = await archiveContents(source)
  const parts: Uint8Array[] = []
  for await (const part of archiveBytes(source, packed)) parts.push(part)
  writeFileSync(path.join(root, name), Buffer.concat(parts))
  await source.close()
}

function started(parts: Partial<LibraryParts> = {}): LibrarySession {
  const session = new LibrarySession({
    root,
    cacheFolder,
    onChanged: (state) => told.push(state),
    reportBug: (bug) => bugs.push(bug),
    pause: (_, signal) =>
      new Promise((resolve) => {
        lookAgain = resolve
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => {
          resolve()
        })
      }),
    ...parts,
  })
  open.push(session)
  session.start()
  return session
}

/** Looks are quick; machines are not. */
function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000 })
}

async function looked(session: LibrarySession): Promise<void> {
  await eventually(() => {
    expect(session.state.scanning).toBe(false)
  })
}

async function keptNames(): Promise<readonly string[]> {
  return (await readCache(cacheFolder, root)).map(({ name }) => name).sort()
}

function names(session: LibrarySession): readonly string[] {
  return session
    .rows(everything)
    .rows.map(({ name }) => name)
    .sort()
}

describe('a library', () => {
  it('tells what it found, and that it has looked at all', async () => {
    const session = started()
    await looked(session)
    expect(names(session)).toEqual(['a'])
    expect(told.at(-1)).toEqual({ revision: 1, scanned: 1, found: 1, scanning: false, problem: null })
  })

  it('shows what is new, what has changed and what has gone by itself', async () => {
    const session = started()
    await looked(session)
    bundle('b')
    await eventually(() => {
      lookAgain()
      expect(names(session)).toEqual(['a', 'b'])
    })
    const { revision } = session.state
    writeFileSync(path.join(root, 'a', 'trace.jsonl'), '\n', { flag: 'a' })
    rmSync(path.join(root, 'b'), { recursive: true })
    await eventually(() => {
      lookAgain()
      expect(names(session)).toEqual(['a'])
    })
    expect(session.state.revision).toBeGreaterThan(revision)
  })

  it('says nothing while nothing happens', async () => {
    let looks = 0
    const session = started({
      scan: (...given) => {
        looks++
        return scanRoot(...given)
      },
    })
    await looked(session)
    const before = told.length
    for (let look = 2; look <= 4; look++) {
      await eventually(() => {
        lookAgain()
        expect(looks).toBeGreaterThanOrEqual(look)
      })
    }
    expect(told).toHaveLength(before)
  })

  it('keeps what it found for the next start, for this user alone', async () => {
    await looked(started())
    const file = cachePath(cacheFolder, root)
    await eventually(() => {
      expect(readdirSync(cacheFolder)).toHaveLength(1)
    })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    // What is kept is what is shown, as long as the bundle did not change.
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"agents":\d+/, '"agents":77'))
    const again = started()
    await looked(again)
    expect(again.rows(everything).rows).toMatchObject([{ agents: 77 }])
  })

  it('shows what an earlier start found before it has looked, and then what became of it', async () => {
    bundle('b')
    await looked(started())
    await eventually(async () => {
      expect(await keptNames()).toEqual(['a', 'b'])
    })
    rmSync(path.join(root, 'b'), { recursive: true })
    let look: () => void = () => undefined
    const held = new Promise<void>((resolve) => (look = resolve))
    const again = started({
      async *scan(...given) {
        await held
        yield* scanRoot(...given)
      },
    })
    await eventually(() => {
      expect(names(again)).toEqual(['a', 'b'])
    })
    expect(again.state).toMatchObject({ scanning: true, scanned: 0, found: 2 })
    look()
    await looked(again)
    expect(names(again)).toEqual(['a'])
    await eventually(async () => {
      expect(await keptNames()).toEqual(['a'])
    })
  })

  it.each(['', '{', '{"version":99,"root":"","bundles":[]}', '{"version":3,"root":"x","bundles":[["a"]]}'])(
    'takes %j for no cache',
    async (content) => {
      await looked(started())
      await eventually(() => {
        expect(readdirSync(cacheFolder)).toHaveLength(1)
      })
      writeFileSync(cachePath(cacheFolder, root), content)
      expect(await readCache(cacheFolder, root)).toEqual([])
      const again = started()
      await looked(again)
      expect(names(again)).toEqual(['a'])
    },
  )

  it('shows what it found although it cannot be kept, and says so', async () => {
    writeFileSync(path.join(top, 'data'), 'a file where a folder should be')
    const session = started()
    await looked(session)
    expect(names(session)).toEqual(['a'])
    expect(session.state.problem).toMatch(/could not be kept for the next start \((EEXIST|ENOTDIR)\)/)
  })

  it('lists all on a full disk, says so, and keeps it as soon as there is room', async () => {
    let full = true
    const session = started({
      keep: async (...args) => {
        if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        await writeCache(...args)
      },
    })
    await looked(session)
    expect(names(session)).toEqual(['a'])
    expect(session.state.problem).toBe('what was found could not be kept for the next start (ENOSPC)')
    bundle('b')
    await eventually(() => {
      lookAgain()
      expect(names(session)).toEqual(['a', 'b'])
    })
    expect(session.state.problem).toContain('ENOSPC')
    full = false
    await eventually(() => {
      lookAgain()
      expect(session.state.problem).toBe(null)
    })
    expect(await keptNames()).toEqual(['a', 'b'])
  })

  it('lists archives beside folders, and keeps what it saw of them', async () => {
    await archive('c.rollout')
    const session = started()
    await looked(session)
    expect(names(session)).toEqual(['a', 'c.rollout'])
    const [first, second] = session.rows({ ...everything, sort: 'size' }).rows
    expect({ ...first, name: '' }).toEqual({ ...second, name: '' })
    await vi.waitFor(
      async () => {
        expect(await keptNames()).toEqual(['a', 'c.rollout'])
      },
      { timeout: 10_000 },
    )
  })

  it('keeps what it knows when the folder goes, says so, and goes on when it comes back', async () => {
    const session = started()
    await looked(session)
    const away = path.join(top, 'away')
    cpSync(root, away, { recursive: true, preserveTimestamps: true })
    rmSync(root, { recursive: true })
    await eventually(() => {
      lookAgain()
      expect(session.state.problem).toContain('is not there')
    })
    expect(names(session)).toEqual(['a'])
    cpSync(away, root, { recursive: true, preserveTimestamps: true })
    await eventually(() => {
      lookAgain()
      expect(session.state.problem).toBe(null)
    })
    expect(names(session)).toEqual(['a'])
  })

  it('stops looking when it is closed', async () => {
    const session = started()
    await session.close()
    const before = told.length
    bundle('b')
    expect([told.length, names(session).includes('b')]).toEqual([before, false])
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'tells why a folder cannot be listed',
    async () => {
      chmodSync(root, 0)
      const session = started()
      await looked(session)
      chmodSync(root, 0o755)
      expect(session.state.problem).toContain('may not be read')
    },
  )
})
