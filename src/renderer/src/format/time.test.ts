import { afterEach, expect, test } from 'vitest'
import { formatClock, formatDay, formatDuration, formatOffset, formatTime, type TimeStyle } from './time.ts'

const local: TimeStyle = { zone: 'local', clock: '24h' }
const utc: TimeStyle = { zone: 'utc', clock: '24h' }

const zoneBefore = process.env['TZ']
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ']
  else process.env['TZ'] = zoneBefore
})

test('durations change their unit before they would round past it', () => {
  const cases = [0, 0.4, 318, 999.4, 999.6, 1240, 9994, 9996, 12_400, 59_949, 59_951, 125_000, 3_599_400, 3_840_000]
  expect(cases.map(formatDuration)).toEqual([
    '0 ms',
    '0.4 ms',
    '318 ms',
    '999 ms',
    '1.00 s',
    '1.24 s',
    '9.99 s',
    '10.0 s',
    '12.4 s',
    '59.9 s',
    '1 min 00 s',
    '2 min 05 s',
    '59 min 59 s',
    '1 h 04 min',
  ])
})

test('long, negative and missing durations', () => {
  expect([183_600_000, -1240, NaN, Infinity].map(formatDuration)).toEqual(['2 d 03 h', '−1.24 s', '–', '–'])
})

test('local time carries the offset of its own moment', () => {
  process.env['TZ'] = 'Asia/Kathmandu'
  expect(formatTime(1_763_913_287_123, local)).toBe('2025-11-23 21:39:47.123 +05:45')
  process.env['TZ'] = 'America/St_Johns'
  expect(formatOffset(1_763_913_287_123, local)).toBe('−03:30')
  expect(formatOffset(1_752_000_000_000, local)).toBe('−02:30')
})

test('UTC does not depend on the machine', () => {
  process.env['TZ'] = 'Asia/Kathmandu'
  expect(formatTime(1_763_913_287_123, utc)).toBe('2025-11-23 15:54:47.123 +00:00')
  expect(formatClock(1_763_913_287_123, utc)).toBe('15:54:47.123')
})

test('a clock of twelve hours has a noon and a midnight', () => {
  const twelve: TimeStyle = { zone: 'utc', clock: '12h' }
  const hours = [0, 1, 11, 12, 13, 23].map((hour) => formatClock(Date.UTC(2025, 10, 23, hour, 5, 7, 9), twelve))
  expect(hours).toEqual([
    '12:05:07.009 AM',
    '1:05:07.009 AM',
    '11:05:07.009 AM',
    '12:05:07.009 PM',
    '1:05:07.009 PM',
    '11:05:07.009 PM',
  ])
  expect(formatTime(1_763_913_287_123, twelve)).toBe('2025-11-23 3:54:47.123 PM +00:00')
})

test('less of a time of day is written where less is asked for', () => {
  const twelve: TimeStyle = { zone: 'utc', clock: '12h' }
  expect([utc, twelve].map((times) => formatClock(1_763_913_287_123, times, 'seconds'))).toEqual([
    '15:54:47',
    '3:54:47 PM',
  ])
  expect([utc, twelve].map((times) => formatClock(1_763_913_287_123, times, 'minutes'))).toEqual(['15:54', '3:54 PM'])
  expect(formatDay(1_763_913_287_123, twelve)).toBe('2025-11-23')
})

test('a time that is no time is a dash', () => {
  expect([NaN, 9e15].map((ms) => formatTime(ms, utc))).toEqual(['–', '–'])
})
