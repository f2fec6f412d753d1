import { describe, expect, test } from 'vitest'
import type { JsonNode } from '../../../../shared/view-models/document.ts'
import {
  branchesTo,
  branchId,
  branchOf,
  decodeString,
  groupsOf,
  jsonPath,
  jsonPointer,
  type JsonRow,
  type Opened,
  rowsOf,
} from './json-rows.ts'

function node(key: JsonNode['key'], kind: JsonNode['kind'], start: number): JsonNode {
  return { key, kind, start, end: start + 5, count: null, preview: kind === 'number' ? '1' : '' }
}

const root = node(null, 'object', 0)
const list = node('list', 'array', 10)
const odd = node('a/b~c', 'number', 20)

function opened(...all: readonly Opened[]): ReadonlyMap<string, Opened> {
  return new Map(all.map((one) => [branchId(one.branch), one]))
}

function open(of: JsonNode, nodes: readonly JsonNode[], count = nodes.length): Opened {
  return { branch: branchOf(of), nodes, count, ended: true, problem: undefined }
}

function drawn(rows: readonly JsonRow[]): string[] {
  return rows.map(({ depth, node: { key }, group, open: isOpen }) => {
    const name = group === undefined ? String(key) : `${String(group.first)}–${String(group.last)}`
    return `${'  '.repeat(depth)}${isOpen ? '- ' : '+ '}${name}`
  })
}

describe('rows', () => {
  test('of what is opened, in order', () => {
    const rows = rowsOf(root, opened(open(root, [list, odd]), open(list, [node(0, 'number', 11)])))
    expect(drawn(rows)).toEqual(['- null', '  - list', '    + 0', '  + a/b~c'])
    expect(rows.map(({ parent }) => parent)).toEqual([-1, 0, 1, 0])
  })

  test('many children stand in groups, and those of an opened group below it', () => {
    const rows = rowsOf(
      list,
      opened(open(list, [], 2500), {
        branch: { start: 10, from: 1000, size: 1000 },
        nodes: [node(1000, 'number', 30)],
        count: 2500,
        ended: true,
        problem: undefined,
      }),
    )
    expect(drawn(rows)).toEqual(['- list', '  + 0–999', '  - 1000–1999', '    + 1000', '  + 2000–2499'])
    expect(jsonPointer(rows, 3)).toBe('/list/1000')
  })

  test('are none without a root', () => {
    expect(rowsOf(undefined, new Map())).toEqual([])
  })
})

test('groups nest so that no list is longer than a thousand', () => {
  const whole = branchOf(list)
  const outer = groupsOf(whole, 3_000_001) ?? []
  expect(outer).toHaveLength(4)
  expect(groupsOf(outer[0] ?? whole, 3_000_001)).toHaveLength(1000)
  expect(outer[3]).toEqual({ start: 10, from: 3_000_000, size: 1 })
  expect(branchesTo(whole, 3_000_001, 1_234_567).map(({ from, size }) => [from, size])).toEqual([
    [0, Infinity],
    [1_000_000, 1_000_000],
    [1_234_000, 1000],
  ])
  expect(branchesTo(whole, 10, 3)).toEqual([whole])
})

test('names of places', () => {
  const rows = rowsOf(root, opened(open(root, [list, odd]), open(list, [node(0, 'number', 11)])))
  expect(rows.map((_, at) => jsonPointer(rows, at))).toEqual(['', '/list', '/list/0', '/a~1b~0c'])
  expect(rows.map((_, at) => jsonPath(rows, at))).toEqual(['$', '$.list', '$.list[0]', '$["a/b~c"]'])
})

test('strings as text, broken ones as written', () => {
  expect(decodeString('"a\\nb"')).toBe('a\nb')
  expect(decodeString('"a\\xb"')).toBe('a\\xb')
})
