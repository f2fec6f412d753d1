import { describe, expect, it } from 'vitest'
import { conformanceCases, fixture, recordedBundles, recordedReleases, samples, sourceOf } from './fixtures.ts'

describe('fixtures', () => {
  it('are complete', () => {
    const recorded = recordedReleases().flatMap((release) => recordedBundles(release))
    const shown = samples('0.169.0').length + samples('0.164.0').length
    expect([conformanceCases().length, recorded.length, shown]).toEqual([601, 268, 23])
  })

  it('hold nothing but the bundle, and its answer beside it', async () => {
    const showcase = fixture('samples/0.169.0/showcase')
    const files = await sourceOf(showcase).list()
    expect(files.filter((file) => !file.startsWith('payloads/'))).toEqual(['manifest.json', 'trace.jsonl'])
    expect(showcase.answer.result === 'state' && showcase.answer.state).toMatch(/^\{\n {2}"schema_version": 2,/)
  })

  it('tell why the reference refuses', () => {
    const [tooDeep] = conformanceCases((name) => name === 's1-payload-too-deep')
    expect(tooDeep?.answer).toEqual({
      result: 'error',
      error: 'parse payload raw_payload:1',
      causes: ['recursion limit exceeded at line 1 column 144'],
      crash: false,
    })
  })
})
