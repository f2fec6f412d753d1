import { describe, expect, it } from 'vitest'
import { normaliseJson, normaliseText } from './normalise.ts'

describe('normaliseText', () => {
  it.each([
    ['thread 01a20677-2499-73a0-8540-eea31716f2f5 ended', 'thread 01A20677-2499-73A0-8540-000000000000 ended'],
    ['Chunk ID: eebb37\nWall time: 0.0000 seconds\nOutput', 'Chunk ID: 0918a8\nWall time: 1.8540 seconds\nOutput'],
    ['started 2026-11-23T03:31:09.123Z', 'started 2026-11-24 04:00:00+05:45'],
    ['listening on 127.0.0.1:41234', 'listening on 127.0.0.1:80'],
    ['wrote /tmp/tmp.Ab12Cd/out.txt', 'wrote /tmp/tmp.zzYYxx/out.txt'],
    ['Process running with session ID 37414', 'Process running with session ID 9'],
    ['answer to call_lab00003', 'answer to call_9fK2xLq0aa'],
    ['<current_date>2026-11-23</current_date>', '<current_date>2027-01-01</current_date>'],
  ])('treats %j as %j', (a, b) => {
    expect(normaliseText(a)).toBe(normaliseText(b))
  })

  it.each([
    ['exit code 0', 'exit code 1'],
    ['/tmp/w/project/a.txt', '/tmp/w/project/b.txt'],
    ['12 minutes', '16 minutes'],
    ['127.0.0.1', '127.0.0.2'],
  ])('keeps %j apart from %j', (a, b) => {
    expect(normaliseText(a)).not.toBe(normaliseText(b))
  })

  it('stays linear on a long line without any match', () => {
    const line = 'a1'.repeat(500_000)
    expect(normaliseText(line)).toBe(line)
  })
})

describe('normaliseJson', () => {
  it('ignores the order of keys and white space', () => {
    expect(normaliseJson('{"b": 1, "a": {"d": 2, "c": 3}}')).toBe(normaliseJson('{"a":{"c":3,"d":2},"b":1}'))
  })

  it('keeps the order of arrays', () => {
    expect(normaliseJson('[1,2]')).not.toBe(normaliseJson('[2,1]'))
  })

  it('takes text that is not JSON as it is', () => {
    expect(normaliseJson('{"cut": "of...')).toBe('{"cut": "of...')
  })
})
