import { expect, test } from 'vitest'
import { createPagedRows, createPageRequests, PAGE_ROWS } from './paged-rows.ts'

function pageOf(page: number): string[] {
  return Array.from({ length: PAGE_ROWS }, (_, at) => `row ${String(page * PAGE_ROWS + at)}`)
}

test('asks for the pages that hold the rows in view, once', () => {
  const rows = createPagedRows<string>()
  expect(rows.missing(190, 410, 1)).toEqual([0, 1, 2])
  rows.keep(1, pageOf(1), 1)
  expect(rows.missing(190, 410, 1)).toEqual([0, 2])
  expect([rows.row(200), rows.row(0)]).toEqual(['row 200', undefined])
})

test('after the list grew the old rows stay until they are replaced', () => {
  const rows = createPagedRows<string>()
  rows.keep(0, pageOf(0), 1)
  expect(rows.missing(0, 10, 2)).toEqual([0])
  expect(rows.row(3)).toBe('row 3')
})

test('an empty view asks for nothing', () => {
  expect(createPagedRows().missing(0, 0, 1)).toEqual([])
})

test('no page of a version is asked for twice at a time', () => {
  const requests = createPageRequests()
  const first = requests.start(3, 1)
  expect([requests.start(3, 1), requests.start(3, 2) === undefined]).toEqual([undefined, false])
  requests.finish(3, 1)
  expect(requests.start(3, 1)).toBeDefined()
  requests.abortAll()
  expect(first?.signal.aborted).toBe(false)
})

test('keeps a bounded number of pages, those near the newest', () => {
  const rows = createPagedRows<string>()
  for (let page = 0; page < 100; page++) rows.keep(page, pageOf(page), 1)
  expect([rows.row(0), rows.row(99 * PAGE_ROWS), rows.row(60 * PAGE_ROWS)]).toEqual([
    undefined,
    'row 19800',
    'row 12000',
  ])
})
