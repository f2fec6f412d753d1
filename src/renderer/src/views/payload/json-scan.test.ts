import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childrenOf, decodeString, rootNode, type JsonNode } from './json-scan.ts'

/** Rebuilds the value through the nodes, as a reader of the tree would. */
function valueOf(text: string, node: JsonNode): unknown {
  const source = text.slice(node.start, node.end)
  const { nodes } = childrenOf(text, node)
  if (node.kind === 'array') return nodes.map((child) => valueOf(text, child))
  if (node.kind === 'object') return Object.fromEntries(nodes.map((child) => [child.key, valueOf(text, child)]))
  return node.kind === 'string' ? decodeString(source) : JSON.parse(source)
}

function rootOf(text: string): JsonNode {
  const { node } = rootNode(text)
  if (node === undefined) throw new Error('no root')
  return node
}

test('any document read through the tree is the document parsed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      expect(rootNode(text).problem).toBeUndefined()
      expect(JSON.stringify(valueOf(text, rootOf(text)))).toBe(JSON.stringify(JSON.parse(text)))
    }),
  )
})

test('keeps order, doubled keys and digits', () => {
  const text = '{"b":12345678901234567890.10,"a":1,"b":2}'
  const { nodes } = childrenOf(text, rootOf(text))
  expect(nodes.map(({ key, start, end }) => `${String(key)}=${text.slice(start, end)}`)).toEqual([
    'b=12345678901234567890.10',
    'a=1',
    'b=2',
  ])
})

test.each([
  ['', 0, 'The text is empty.'],
  ['{"a":1', 6, 'The text ends too early.'],
  ['[1,2]]', 5, 'More text follows the value.'],
  ['[1}', 2, '} closes nothing.'],
  ['"abc', 0, 'The string has no end.'],
  ['hello', 0, 'A value was expected.'],
])('says where %j goes wrong', (text, at, message) => {
  expect(rootNode(text).problem).toEqual({ at, message })
})

test('a text that is cut off shows what came before', () => {
  const text = '{"a":1,"b":[true,{"c":"x'
  const root = rootOf(text)
  const { nodes, problem } = childrenOf(text, root)
  expect(nodes.map(({ key, kind }) => `${String(key)} ${kind}`)).toEqual(['a number', 'b array'])
  expect(problem?.at).toBe(22)
})

test.each([
  ['{a:1}', 1, 'A member name was expected.'],
  ['{"a" 1}', 5, 'A colon was expected.'],
  ['[1 2]', 3, 'A comma or ] was expected.'],
  ['[1,,2]', 3, 'A value was expected.'],
])('children of %s stop at the problem', (text, at, message) => {
  expect(childrenOf(text, rootOf(text)).problem).toEqual({ at, message })
})

test('depth costs nothing', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  expect(rootNode(deep)).toMatchObject({ node: { start: 0, end: 400_000 }, problem: undefined })
})
