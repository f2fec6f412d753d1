import { expect, test } from 'vitest'
import { TicketBook } from './tickets.ts'

test('a ticket stays good, and no two are the same', () => {
  const book = new TicketBook<string>()
  const [a, b] = [book.issue('x'), book.issue('x')]
  expect(a).not.toBe(b)
  expect([book.redeem(a), book.redeem(a), book.redeem('guess')]).toEqual(['x', 'x', undefined])
})

test('the ticket unused for longest is forgotten first', () => {
  const book = new TicketBook<string>(2)
  const [a, b] = [book.issue('a'), book.issue('b')]
  book.redeem(a)
  book.issue('c')
  expect([book.redeem(a), book.redeem(b)]).toEqual(['a', undefined])
})
