import { expect, test } from 'vitest'
import { detailsOf, placeOf, wordsFor } from './failures.ts'

const failure = { code: 'manifest_malformed', message: 'found a list', file: 'manifest.json', line: 3 } as const

test('the place names what is known of it', () => {
  expect([placeOf(failure), placeOf({ seq: 7 }), placeOf({})]).toEqual(['manifest.json, line 3', 'seq 7', ''])
})

test('the details name what, where, why and the code', () => {
  expect(detailsOf('run 1', failure)).toBe(
    'what: run 1\nwhere: manifest.json, line 3\nwhy: found a list\ncode: manifest_malformed',
  )
})

test('a code without words of its own still says that something failed', () => {
  expect(wordsFor({ code: 'internal' }).title).toBe('This did not work')
})
