import { expect, test } from 'vitest'
import { endPlace, moveBy, placeAt, rowsInView, shareOf, type Lines } from './line-scroller.ts'

function linesOf(rows: readonly (number | undefined)[], viewRows = 10): Lines {
  return { windows: rows.length, viewRows, rowsOf: (window) => rows[window] }
}

const three = linesOf([100, 50, 100])

test('moves across windows both ways', () => {
  expect(moveBy({ window: 0, row: 95 }, 10, three)).toEqual({ window: 1, row: 5 })
  expect(moveBy({ window: 1, row: 5 }, -10, three)).toEqual({ window: 0, row: 95 })
  expect(moveBy({ window: 0, row: 95 }, 60, three)).toEqual({ window: 2, row: 5 })
})

test('stops at both ends', () => {
  expect(moveBy({ window: 0, row: 3 }, -10, three)).toEqual({ window: 0, row: 0 })
  expect(moveBy({ window: 2, row: 80 }, 500, three)).toEqual({ window: 2, row: 90 })
  expect(moveBy({ window: 0, row: 0 }, 5, linesOf([4]))).toEqual({ window: 0, row: 0 })
})

test('the end may lie in an earlier window when the last is short, and an empty one is passed over', () => {
  expect(endPlace(linesOf([100, 3]))).toEqual({ window: 0, row: 93 })
  expect(endPlace(linesOf([100, 0]))).toEqual({ window: 0, row: 90 })
  expect(moveBy({ window: 0, row: 99 }, 3, linesOf([100, 0, 100]))).toEqual({ window: 2, row: 2 })
})

test('waits at a window that is not read', () => {
  const gap = linesOf([100, undefined, 100])
  expect(moveBy({ window: 0, row: 98 }, 50, gap)).toEqual({ window: 1, row: 0 })
  expect(moveBy({ window: 2, row: 1 }, -5, gap)).toEqual({ window: 2, row: 0 })
})

test('the share of the scroll bar and the place agree', () => {
  for (const place of [
    { window: 0, row: 0 },
    { window: 1, row: 25 },
    { window: 2, row: 90 },
  ]) {
    const { window, row } = placeAt(shareOf(place, three), three)
    expect(window).toBe(place.window)
    expect(row).toBeCloseTo(place.row)
  }
  expect([shareOf({ window: 0, row: 0 }, linesOf([4])), shareOf({ window: 2, row: 90 }, three)]).toEqual([0, 1])
})

test('names the rows to draw, up to the first window that is missing', () => {
  expect(rowsInView({ window: 0, row: 98.5 }, linesOf([100, undefined], 3))).toEqual([
    { window: 0, row: 98 },
    { window: 0, row: 99 },
    { window: 1, row: undefined },
  ])
  expect(
    rowsInView({ window: 0, row: 1 }, linesOf([2, 0, 2], 3)).map(
      ({ window, row }) => `${String(window)}:${String(row)}`,
    ),
  ).toEqual(['0:1', '2:0', '2:1'])
})
