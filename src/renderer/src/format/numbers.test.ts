import { expect, test } from 'vitest'
import { formatBytes, formatCost, formatCount, formatNoun, formatShare, formatTokens } from './numbers.ts'

test('tokens are short and never rounded past their unit', () => {
  const cases = [0, 7, 999, 1000, 12_431, 999_949, 999_950, 1_250_000, 12_000_000, NaN]
  expect(cases.map(formatTokens)).toEqual(['0', '7', '999', '1k', '12.4k', '999.9k', '1M', '1.25M', '12M', '–'])
})

test('costs keep three digits where they are small', () => {
  const cases = [0, 0.000_012_34, 0.1234, 1.5, 1204.5, NaN]
  expect(cases.map((amount) => formatCost(amount, 'USD'))).toEqual([
    '$0.00',
    '$0.0000123',
    '$0.123',
    '$1.50',
    '$1,204.50',
    '–',
  ])
  expect([formatCost(2, 'EUR'), formatCost(2, 'QQQ')]).toEqual(['€2.00', 'QQQ\u00a02.00'])
})

test('bytes use binary units', () => {
  const cases = [0, 1023, 1024, 12_700, 1_048_576, 524_288_000, 1_099_511_627_776]
  expect(cases.map(formatBytes)).toEqual(['0 B', '1023 B', '1.0 KiB', '12.4 KiB', '1.0 MiB', '500.0 MiB', '1.0 TiB'])
})

test('counts are grouped and nouns agree', () => {
  expect([
    formatCount(1234567),
    formatNoun(1, 'agent'),
    formatNoun(0, 'agent'),
    formatNoun(2, 'reply', 'replies'),
  ]).toEqual(['1,234,567', '1 agent', '0 agents', '2 replies'])
})

test('shares near the ends keep the truth', () => {
  expect([0, 0.004, 0.5, 0.996, 1].map(formatShare)).toEqual(['0 %', '< 1 %', '50 %', '> 99 %', '100 %'])
})
