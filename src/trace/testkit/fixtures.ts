/**
 * The bundles under `fixtures/` with the reference reducer's answers, for tests. Conformance cases are folders; recorded
 * bundles and samples are packed (fixtures/README.md). Everything is held in memory: no test writes to a fixture.
 * Bytes are shared between callers.
 */
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { z } from 'zod'
import { ensure } from '../base/assert.ts'
import { memorySource } from './memory-source.ts'
import type { ListedSource } from '../bundle/source.ts'

/** Beside a conformance case: what the reference said. */
const expectedFile = z.discriminatedUnion('result', [
  z.object({ result: z.literal('state') }),
  z.object({
    result: z.literal('error'),
    error: z.string(),
    causes: z.array(z.string()).default([]),
    crash: z.boolean().default(false),
  }),
])

/** Beside a recorded bundle: how it was recorded and what the reference said. */
const recordedFile = z.object({ reduceExit: z.number(), reduceStderrFirstLine: z.string().nullable() })

export const fixturesFolder = path.resolve(import.meta.dirname, '../../../fixtures')

/** Files by their path in the bundle. */
export type Files = ReadonlyMap<string, Uint8Array>

export type Answer =
  /** `state` is the text of the reference's `state.json`. */
  | { readonly result: 'state'; readonly state: string }
  /** First line of the refusal; `causes` is empty for recorded bundles. `crash`: the reference panicked. */
  | { readonly result: 'error'; readonly error: string; readonly causes: readonly string[]; readonly crash: boolean }

export interface Fixture {
  /** Such as `conformance/s1-crlf`, `recorded/0.169.0/chat`, `samples/0.169.0/showcase`. */
  readonly name: string
  /** The bundle alone, without the answer. */
  readonly files: Files
  readonly answer: Answer
}

export function sourceOf(fixture: Pick<Fixture, 'name' | 'files'>): ListedSource {
  return memorySource(path.posix.basename(fixture.name), fixture.files)
}

/** The 601 hand-made bundles, or those whose folder name `matches`. */
export function conformanceCases(matches: (name: string) => boolean = () => true): readonly Fixture[] {
  const folder = path.join(fixturesFolder, 'conformance')
  return foldersIn(folder)
    .filter(matches)
    .map((name) => fixtureOf(`conformance/${name}`, readFolder(path.join(folder, name))))
}

/** Releases that have recorded bundles, ascending. */
export function recordedReleases(): readonly string[] {
  return fs
    .readdirSync(path.join(fixturesFolder, 'recorded'))
    .map((file) => path.basename(file, '.tar.br'))
    .sort()
}

/** The recorded bundles of one release. */
export function recordedBundles(release: string): readonly Fixture[] {
  return packed('recorded', release)
}

/** The showcase runs and the pairs of one release (0.164.0 or 0.169.0). */
export function samples(release: string): readonly Fixture[] {
  return packed('samples', release)
}

/** One packed bundle by its full name, such as `recorded/0.169.0/chat`. */
export function fixture(name: string): Fixture {
  const [kind = '', release = '', bundle = ''] = name.split('/')
  return fixtureOf(name, ensure(bundlesOf(kind, release).get(bundle), `fixture ${name}`))
}

/** Writes a fixture's bundle to a folder of its own below `parent`, for tests that need real paths. Returns the folder. */
export function writeFixture({ name, files }: Pick<Fixture, 'name' | 'files'>, parent: string): string {
  const folder = path.join(parent, path.posix.basename(name))
  for (const [file, bytes] of files) {
    const target = path.join(folder, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, bytes)
  }
  return folder
}

function foldersIn(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Every file below `folder` by its path in it. */
export function readFolder(folder: string): Files {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      return [path.relative(folder, file).replaceAll(path.sep, '/'), fs.readFileSync(file)]
    }),
  )
}

function packed(kind: string, release: string): readonly Fixture[] {
  return [...bundlesOf(kind, release)].map(([bundle, files]) => fixtureOf(`${kind}/${release}/${bundle}`, files))
}

const unpacked = new Map<string, ReadonlyMap<string, Files>>()

/** Files of each bundle in the pack. */
function bundlesOf(kind: string, release: string): ReadonlyMap<string, Files> {
  const pack = path.join(fixturesFolder, kind, `${release}.tar.br`)
  const known = unpacked.get(pack)
  if (known !== undefined) return known
  const bundles = new Map<string, Map<string, Uint8Array>>()
  for (const [name, bytes] of tarEntries(tarOf(pack))) {
    const slash = name.indexOf('/')
    const bundle = name.slice(0, slash)
    const files = bundles.get(bundle) ?? new Map<string, Uint8Array>()
    bundles.set(bundle, files.set(name.slice(slash + 1), bytes))
  }
  unpacked.set(pack, bundles)
  return bundles
}

const CACHE = path.resolve(fixturesFolder, '../.cache/fixtures')

/** The pack without its compression, which takes most of the time: kept between test files and runs, by what it holds. */
function tarOf(pack: string): Uint8Array {
  const compressed = fs.readFileSync(pack)
  const kept = path.join(CACHE, `${crypto.createHash('sha256').update(compressed).digest('hex').slice(0, 32)}.tar`)
  if (fs.existsSync(kept)) return fs.readFileSync(kept)
  const tar = zlib.brotliDecompressSync(compressed)
  fs.mkdirSync(CACHE, { recursive: true })
  const partial = `${kept}.${String(process.pid)}`
  fs.writeFileSync(partial, tar)
  fs.renameSync(partial, kept) // whole or not there, whoever else does the same
  return tar
}

/** What scripts/pack-fixtures.mjs writes: plain files in ustar blocks, then zeros. */
function* tarEntries(tar: Uint8Array): Generator<[string, Uint8Array]> {
  const BLOCK = 512
  const latin1 = new TextDecoder('latin1')
  const field = (at: number, length: number): string =>
    latin1.decode(tar.subarray(at, at + length)).replace(/[\0 ].*$/s, '')
  for (let at = 0; tar[at] !== 0;) {
    const size = Number.parseInt(field(at + 124, 12), 8)
    yield [field(at, 100), tar.subarray(at + BLOCK, at + BLOCK + size)]
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
}

/** Parts the answer from the bundle. */
function fixtureOf(name: string, files: ReadonlyMap<string, Uint8Array>): Fixture {
  const answers = [
    'expected.json',
    'expected-state.json',
    'recorded.json',
    ...(files.has('recorded.json') ? ['state.json'] : []),
  ]
  const bundle = new Map([...files].filter(([file]) => !answers.includes(file)))
  return { name, files: bundle, answer: answerOf(name, files) }
}

function answerOf(name: string, files: ReadonlyMap<string, Uint8Array>): Answer {
  const text = (file: string): string => new TextDecoder().decode(ensure(files.get(file), `${file} of ${name}`))
  if (files.has('recorded.json')) {
    const recorded = recordedFile.parse(JSON.parse(text('recorded.json')))
    if (recorded.reduceExit === 0) return { result: 'state', state: text('state.json') }
    return {
      result: 'error',
      error: (recorded.reduceStderrFirstLine ?? '').replace(/^Error: /, ''),
      causes: [],
      crash: false,
    }
  }
  const expected = expectedFile.parse(JSON.parse(text('expected.json')))
  if (expected.result === 'state') return { result: 'state', state: text('expected-state.json') }
  return { result: 'error', error: expected.error, causes: expected.causes, crash: expected.crash }
}
