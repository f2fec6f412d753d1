import { expect, test } from 'vitest'
import { separateBundles, thingsPicked, walkDropped, type DroppedEntry, type DroppedThing } from './dropped-files.ts'

/** A tree of entries: text is a file, an object a folder, undefined something that cannot be read. */
interface Tree {
  readonly [name: string]: string | Tree | undefined
}

function entriesOf(tree: Tree): DroppedEntry[] {
  return Object.entries(tree).map(([name, content]) => {
    if (typeof content === 'object') return folder(name, entriesOf(content))
    if (content === undefined) return unreadable(name)
    return {
      name,
      isDirectory: false,
      file: (success) => {
        success(new File([content], name))
      },
    }
  })
}

function folder(name: string, entries: DroppedEntry[]): DroppedEntry {
  return {
    name,
    isDirectory: true,
    createReader() {
      const rest = entries.slice()
      // Browsers give at most 100 entries at a time; two show that portions are joined.
      return {
        readEntries: (success) => {
          success(rest.splice(0, 2))
        },
      }
    },
  }
}

function unreadable(name: string): DroppedEntry {
  return {
    name,
    isDirectory: false,
    file: (_, failure) => {
      failure(new DOMException('no'))
    },
  }
}

function print(things: readonly DroppedThing[]): string[] {
  return things.map(({ name, files, skipped }) => {
    const paths = files.map(({ path }) => path).sort()
    return `${name}: ${paths.join(' ')}${skipped > 0 ? ` (skipped ${String(skipped)})` : ''}`
  })
}

const bundle: Tree = {
  'manifest.json': '{}',
  'trace.jsonl': '',
  payloads: { '1.json': '1', '2.json': '2', '3.json': '3' },
}

test('a folder is one thing with paths below it, portions joined', async () => {
  expect(print(await walkDropped(entriesOf({ run: bundle })))).toEqual([
    'run: manifest.json payloads/1.json payloads/2.json payloads/3.json trace.jsonl',
  ])
})

test('two folders are two things, loose files of a bundle are one', async () => {
  expect(print(await walkDropped(entriesOf({ a: { x: '' }, 'b.rollout': '' })))).toEqual([
    'a: x',
    'b.rollout: b.rollout',
  ])
  expect(print(await walkDropped(entriesOf({ 'manifest.json': '', payloads: { '1.json': '' } })))).toEqual([
    'dropped files: manifest.json payloads/1.json',
  ])
})

test('what cannot be read or goes past a bound is counted', async () => {
  expect(print(await walkDropped(entriesOf({ a: { ok: '', no: undefined } })))).toEqual(['a: ok (skipped 1)'])
  const limits = { files: 1, path: 100, depth: 2 }
  const deep = { top: { one: { two: { three: '' } } } }
  expect(print(await walkDropped(entriesOf(deep), { limits }))).toEqual(['top:  (skipped 1)'])
  expect(print(await walkDropped(entriesOf({ top: { x: '', y: '', z: '' } }), { limits }))).toEqual([
    'top: z (skipped 2)',
  ])
})

test('an aborted walk stops', async () => {
  await expect(walkDropped(entriesOf({ a: bundle }), { signal: AbortSignal.abort() })).rejects.toThrow()
})

test('picked files group by their top folder', () => {
  const inFolder = (path: string): File =>
    Object.defineProperty(new File([''], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path })
  const loose = (name: string): File => Object.defineProperty(new File([''], name), 'webkitRelativePath', { value: '' })
  expect(print(thingsPicked([inFolder('run/manifest.json'), inFolder('run/payloads/1.json')]))).toEqual([
    'run: manifest.json payloads/1.json',
  ])
  expect(print(thingsPicked([loose('a.rollout'), loose('b.rollout')]))).toEqual([
    'a.rollout: a.rollout',
    'b.rollout: b.rollout',
  ])
  expect(print(thingsPicked([loose('manifest.json'), loose('trace.jsonl')]))).toEqual([
    'picked files: manifest.json trace.jsonl',
  ])
})

test('bundles and archives below a folder are one thing each, with what is theirs', async () => {
  const separated = async (tree: Tree): Promise<string[]> =>
    print((await walkDropped(entriesOf(tree))).flatMap((thing) => separateBundles(thing)))
  const inner = { 'manifest.json': '{}', 'kept.rollout': '' }
  expect(await separated({ runs: { b: inner, a: inner, 'c.ROLLOUT': '', 'notes.md': '' } })).toEqual([
    'a: kept.rollout manifest.json',
    'b: kept.rollout manifest.json',
    'c.ROLLOUT: c.ROLLOUT',
  ])
  expect(await separated({ runs: { 'a.rollout': '', deep: { 'b.rollout': '' } } })).toEqual([
    'a.rollout: a.rollout',
    'b.rollout: b.rollout',
  ])
  expect(await separated({ run: inner })).toEqual(['run: kept.rollout manifest.json'])
  expect(await separated({ 'a.rollout': '' })).toEqual(['a.rollout: a.rollout'])
})
