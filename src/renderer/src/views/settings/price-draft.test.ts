import { expect, test } from 'vitest'
import type { PriceTable } from '../../../../shared/view-models/prices.ts'
import { draftOf, readDraft, withRow, type PriceRow } from './price-draft.ts'

const table: PriceTable = {
  date: '2026-11-01',
  currency: 'EUR',
  models: [
    { model: 'large', input: 1.25, cachedInput: 0.125, output: 10 },
    { model: 'small', input: 0.25, output: 2 },
  ],
}

const row: PriceRow = { key: 0, model: 'large', input: '1.25', cachedInput: '', output: '10' }
const draft = (...rows: readonly PriceRow[]) => ({ date: '2026-11-01', currency: 'USD', rows })

test('a table is edited as text and read back as it was', () => {
  expect(readDraft(draftOf(table, '2026-11-23'))).toEqual({ ok: true, prices: table })
})

test('no rows are no prices; a new row has a key of its own', () => {
  const empty = draftOf(null, '2026-11-23')
  expect(empty).toEqual({ date: '2026-11-23', currency: 'USD', rows: [] })
  expect(readDraft(empty)).toEqual({ ok: true, prices: null })
  expect(withRow({ ...empty, rows: [{ ...row, key: 4 }] }).rows.map(({ key }) => key)).toEqual([4, 5])
})

test.each([
  [draft({ ...row, model: '  ' }), 'Row 1 names no model.'],
  [draft(row, { ...row, key: 1 }), 'large is named twice.'],
  [draft({ ...row, input: '' }), 'large needs prices'],
  [draft({ ...row, output: '1,5' }), 'large needs prices'],
  [draft({ ...row, output: '-1' }), 'large needs prices'],
  [draft({ ...row, output: '1e9' }), 'large needs prices'],
  [draft({ ...row, cachedInput: 'free' }), 'large needs prices'],
  [{ ...draft(row), date: '' }, 'The prices need the day'],
  [{ ...draft(row), currency: '$' }, 'A currency has three letters'],
])('what cannot be read is named: %j', (wrong, problem) => {
  const read = readDraft(wrong)
  expect(read.ok ? '' : read.problem).toContain(problem)
})
