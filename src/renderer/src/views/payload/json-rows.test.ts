import { expect, test } from 'vitest'
import { createJsonTree, jsonPointer, nodeText, type JsonRow } from './json-rows.ts'

const text = '{"input":[{"role":"user","a/b~c":1},[]],"n":null}'

function draw(rows: readonly JsonRow[]): string[] {
  return rows.map(
    ({ node, depth, open, size }) =>
      `${'  '.repeat(depth)}${String(node.key ?? '(root)')} ${node.kind}${open ? ' open' : ''}${size === undefined ? '' : ` ${String(size)}`}`,
  )
}

test('rows show what is opened, in order', () => {
  const tree = createJsonTree(text)
  expect(draw(tree.rows(new Set([0])))).toEqual(['(root) object open 2', '  input array', '  n literal'])
  expect(draw(tree.rows(new Set([0, text.indexOf('[{')])))).toEqual([
    '(root) object open 2',
    '  input array open 2',
    '    0 object',
    '    1 array',
    '  n literal',
  ])
})

test('the first opening stays within its budget but always opens the root', () => {
  const many = JSON.stringify({ list: Array.from({ length: 500 }, (_, at) => at), small: { a: 1 } })
  const tree = createJsonTree(many)
  expect(draw(tree.rows(tree.firstOpen(100)))).toEqual([
    '(root) object open 2',
    '  list array 500',
    '  small object open 1',
    '    a number',
  ])
  expect(createJsonTree(many).firstOpen(0).size).toBe(1)
})

test('pointers escape what they must', () => {
  const tree = createJsonTree(text)
  const rows = tree.rows(tree.firstOpen(100))
  const pointers = rows.map((_, at) => jsonPointer(rows, at))
  expect(pointers).toEqual(['', '/input', '/input/0', '/input/0/role', '/input/0/a~1b~0c', '/input/1', '/n'])
})

test('a place in the text leads to its node, a name to its value', () => {
  const tree = createJsonTree(text)
  const found = [text.indexOf('user'), text.indexOf('a/b'), text.indexOf('"n"'), 0].map((at) => tree.pathTo(at))
  expect(found.map((path) => path && text.slice(path.node.start, path.node.end))).toEqual(['"user"', '1', 'null', text])
  expect(found[0]?.open).toEqual([0, text.indexOf('[{'), text.indexOf('{"role')])
})

test('a string is copied as the text it stands for', () => {
  const quoted = '["line\\nbreak", 1.50]'
  const tree = createJsonTree(quoted)
  expect(tree.rows(new Set([0])).map(({ node }) => nodeText(quoted, node))).toEqual([quoted, 'line\nbreak', '1.50'])
})

test('the problem stands on the row it cuts off', () => {
  const cut = '{"a":1,"b'
  const [row] = createJsonTree(cut).rows(new Set([0]))
  expect(row?.problem).toEqual({ at: 7, message: 'A member name was expected.' })
})
