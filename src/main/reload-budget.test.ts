import { expect, test } from 'vitest'
import { createReloadBudget } from './reload-budget.ts'

test('three reloads a minute are allowed, a fourth only when the first is a minute old', () => {
  const budget = createReloadBudget()
  expect([0, 10, 20, 30, 59_999, 60_000, 60_001].map((now) => budget.take(now))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
    false,
  ])
})
