import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { childrenOf, type DocumentReader, pathTo, rootNode } from './json-children.ts'
import { createJsonOutline, type JsonOutline } from './json-outline.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function readerOf(text: string): DocumentReader {
  const bytes = encoder.encode(text)
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)) }
}

function outlineOf(text: string, chunk = 7, large = 16): JsonOutline {
  const bytes = encoder.encode(text)
  const outline = createJsonOutline(large)
  for (let at = 0; at < bytes.length; at += chunk) outline.add(bytes.subarray(at, at + chunk))
  outline.finish()
  return outline
}

/** Everything that can be reached by children, as a value again. */
async function valueOf(text: string, outline: JsonOutline, limit = 3): Promise<unknown> {
  const reader = readerOf(text)
  const bytes = encoder.encode(text)
  const build = async (node: Awaited<ReturnType<typeof rootNode>>): Promise<unknown> => {
    if (typeof node?.end !== 'number') throw new Error('the node has no end')
    if (node.kind !== 'object' && node.kind !== 'array') {
      const value: unknown = JSON.parse(decoder.decode(bytes.subarray(node.start, node.end)))
      return value
    }
    const entries: [string, unknown][] = []
    for (let from = 0; ; from += limit) {
      const { nodes, problem } = await childrenOf(reader, outline, node.start, from, limit)
      expect(problem).toBeUndefined()
      for (const child of nodes) entries.push([String(child.key), await build(child)])
      if (nodes.length < limit) break
    }
    if (node.count !== null) expect(entries).toHaveLength(node.count)
    return node.kind === 'array' ? entries.map(([, value]) => value) : Object.fromEntries(entries)
  }
  return build(await rootNode(reader, outline))
}

const plainJson = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'))

describe('children through an outline', () => {
  test('make the document again, whatever its layout and however it is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        plainJson,
        fc.constantFrom(0, 2),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 8, max: 200 }),
        async (value, indent, chunk, large) => {
          const text = JSON.stringify(value, null, indent)
          expect(await valueOf(text, outlineOf(text, chunk, large))).toEqual(JSON.parse(text))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('are found from the nearest mark in a long list', async () => {
    const text = JSON.stringify({ rows: Array.from({ length: 20_000 }, (_, row) => ({ row })) })
    const outline = outlineOf(text, 4096, 1024)
    let read = 0
    const { size, read: readAt } = readerOf(text)
    const reader: DocumentReader = {
      size,
      read(offset, length) {
        read += length
        return readAt(offset, length)
      },
    }
    const { nodes } = await childrenOf(reader, outline, text.indexOf('['), 19_990, 100)
    expect(nodes.map(({ key }) => key)).toEqual(Array.from({ length: 10 }, (_, at) => 19_990 + at))
    expect(read).toBeLessThan(30_000)
  })

  test('are there as far as the outline has read', async () => {
    const text = JSON.stringify(Array.from({ length: 1000 }, (_, row) => `row ${String(row)} ${'x'.repeat(20)}`))
    const outline = createJsonOutline(64)
    const bytes = encoder.encode(text)
    outline.add(bytes.subarray(0, bytes.length / 2))
    const root = await rootNode(readerOf(text), outline)
    expect(root).toMatchObject({ kind: 'array', end: null })
    const { nodes, ended, problem } = await childrenOf(readerOf(text), outline, 0, 0, 5000)
    expect([ended, problem]).toEqual([false, undefined])
    expect(nodes.length).toBe(root?.count)
    outline.add(bytes.subarray(bytes.length / 2))
    outline.finish()
    expect(await rootNode(readerOf(text), outline)).toMatchObject({ end: bytes.length, count: 1000 })
  })

  test('names and values beyond all windows are passed over by what the outline knows of them', async () => {
    const long = 'y'.repeat(50_000)
    const text = JSON.stringify({ [long]: 1, list: [[long], long], last: true })
    const { nodes } = await childrenOf(readerOf(text), outlineOf(text, 1000, 256), 0, 0, 10)
    expect(nodes.map(({ key, kind }) => [String(key).length, kind])).toEqual([
      [1024, 'number'],
      [4, 'array'],
      [4, 'literal'],
    ])
  })
})

describe('what is no JSON', () => {
  test.each([
    ['', 0, 'the document holds no value'],
    ['[1, 2', 5, 'the document ends too early'],
    ['{"a": 1,}', 8, 'a value was expected'],
    ['{"a" 1}', 5, 'a colon was expected'],
    ['[1}', 2, 'a brace closes nothing'],
    ['{} {}', 3, 'more text follows the value'],
    ['{a: 1}', 1, 'a value was expected'],
    ['plain text', 0, 'a value was expected'],
    ['[,]', 1, 'a value was expected'],
  ])('%j: at %i, %s', (text, at, message) => {
    expect(outlineOf(text).problem).toEqual({ at, message })
  })

  test('the children before the problem are there', async () => {
    const text = '{"a": [1, 2, x y], "b": 2}'
    const outline = outlineOf(text)
    const top = await childrenOf(readerOf(text), outline, 0, 0, 10)
    expect(top.nodes.map(({ key }) => key)).toEqual(['a'])
    const list = await childrenOf(readerOf(text), outline, text.indexOf('['), 0, 10)
    expect(list.nodes.slice(0, 2).map(({ preview }) => preview)).toEqual(['1', '2'])
    expect(list.problem?.message).toBe('a value was expected')
  })

  test('nesting of any depth neither throws nor hangs', async () => {
    const text = '['.repeat(200_000)
    const outline = outlineOf(text, 65_536, 1024)
    expect(outline.problem?.message).toBe('the document ends too early')
    const { nodes } = await childrenOf(readerOf(text), outline, 0, 0, 10)
    expect(nodes).toHaveLength(1)
  })
})

describe('the path to a place', () => {
  test('leads through every container, by index', async () => {
    const text = JSON.stringify({
      a: 1,
      list: Array.from({ length: 500 }, (_, row) => ({ row, text: `text ${String(row)}` })),
    })
    const steps = await pathTo(readerOf(text), outlineOf(text, 64, 128), text.indexOf('text 417'))
    expect(steps.map(({ index, child }) => [index, child.key, child.kind])).toEqual([
      [1, 'list', 'array'],
      [417, 417, 'object'],
      [1, 'text', 'string'],
    ])
  })

  test('ends at a name', async () => {
    const text = JSON.stringify({ first: 1, second: { third: 3 } })
    const steps = await pathTo(readerOf(text), outlineOf(text), text.indexOf('third'))
    expect(steps.map(({ child }) => child.key)).toEqual(['second', 'third'])
  })
})
