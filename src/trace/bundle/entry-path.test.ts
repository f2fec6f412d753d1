import { describe, expect, it } from 'vitest'
import { entryPath, spellingsOf } from './entry-path.ts'

describe('entryPath', () => {
  it.each([
    ['payloads/1.json', 'payloads/1.json'],
    ['payloads\\1.json', 'payloads/1.json'],
    ['./payloads//1.json', 'payloads/1.json'],
    ['payloads/../trace.jsonl', 'trace.jsonl'],
    ['payloads/with space #1 100%.json', 'payloads/with space #1 100%.json'],
    ['payloads/..hidden', 'payloads/..hidden'],
    ['payloads/%2e%2e/1.json', 'payloads/%2e%2e/1.json'],
  ])('%j is %j', (given, expected) => {
    expect(entryPath(given)).toBe(expected)
  })

  it.each([
    '/etc/passwd',
    '\\\\server\\share\\1.json',
    '//server/share/1.json',
    'C:\\1.json',
    'c:1.json',
    '../1.json',
    'payloads/../../1.json',
    'payloads\\..\\..\\1.json',
    'payloads/1.json\0',
  ])('refuses %j', (path) => {
    expect(() => entryPath(path)).toThrow(expect.objectContaining({ code: 'path_outside_bundle' }))
  })

  it.each(['', '.', 'payloads/..'])('refuses %j, which is no file', (path) => {
    expect(() => entryPath(path)).toThrow(expect.objectContaining({ code: 'not_a_file' }))
  })
})

describe('spellingsOf', () => {
  it('gives the path as it is first, then its other Unicode form', () => {
    const composed = 'caf\u00e9'
    const decomposed = 'cafe\u0301'
    expect([spellingsOf(composed), spellingsOf(decomposed), spellingsOf('plain')]).toEqual([
      [composed, decomposed],
      [decomposed, composed],
      ['plain'],
    ])
  })
})
