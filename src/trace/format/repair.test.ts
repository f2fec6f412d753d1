import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { rawEventSchemas } from './events/index.ts'
import { envelopeFallback, eventFallback, repair } from './repair.ts'

const schema = z.looseObject({ name: z.string(), count: z.number(), nested: z.object({ deep: z.number() }) })
const sound = { name: 'n', count: 1, nested: { deep: 1 }, more: true }
const fallback = (field: string) => ({ name: '?', count: 0, nested: { deep: 0 } })[field]

describe('repair', () => {
  it('leaves what is sound as it is', () => {
    expect(repair(schema, sound, fallback)).toEqual({ value: sound, replacements: [] })
  })

  it('replaces broken members whole, however deep the fault lies, and keeps the others', () => {
    const { value, replacements } = repair(schema, { ...sound, count: 'x', nested: { deep: 'x' } }, fallback) ?? {}
    expect(value).toEqual({ ...sound, count: 0, nested: { deep: 0 } })
    expect(replacements?.map(({ field, fault }) => `${field}: ${fault.split(':')[0] ?? ''}`)).toEqual([
      'count: invalid string "x" in `count`',
      'nested: invalid string "x" in `nested.deep`',
    ])
  })

  it('does not touch what it is given', () => {
    const broken = { ...sound, count: 'x' }
    repair(schema, broken, fallback)
    expect(broken.count).toBe('x')
  })

  it.each([
    ['a member has no fallback', { ...sound, name: 1 }, () => undefined],
    ['the fallback does not fit either', { ...sound, name: 1 }, () => 2],
    ['it is no object', 'text', fallback],
    ['it is null', null, fallback],
  ])('gives up where %s', (_, broken, fill) => {
    expect(repair(schema, broken, fill)).toBeUndefined()
  })
})

describe('the envelope', () => {
  it('takes what its place tells, and no payload', () => {
    const fill = envelopeFallback({ schema_version: 2, seq: 9, wall_time_unix_ms: 5, rollout_id: 'r' })
    expect(['seq', 'rollout_id', 'thread_id', 'payload'].map((field) => fill(field, undefined))).toEqual([
      9,
      'r',
      null,
      undefined,
    ])
  })
})

describe('an event', () => {
  const fill = eventFallback('inference_started')

  it('keeps id and path of a reference whose kind is broken', () => {
    expect(fill('request_payload', { raw_payload_id: 'p', kind: 'x', path: 'payloads/1.json' })).toEqual({
      raw_payload_id: 'p',
      kind: { type: 'inference_request' },
      path: 'payloads/1.json',
    })
  })

  it('has no reference without an id', () => {
    expect([fill('request_payload', { path: 'payloads/1.json' }), fill('request_payload', 5)]).toEqual([null, null])
  })

  it('keeps the name of a tool kind that nobody knows', () => {
    expect([fill('kind', { type: 'teleport' }), fill('kind', null)]).toEqual([
      { type: 'other', name: 'teleport' },
      { type: 'other', name: 'unknown' },
    ])
  })

  it('never gets an id that was not recorded', () => {
    const ids = Object.values(rawEventSchemas).flatMap(({ shape }) =>
      Object.keys(shape).filter((field) => /^(?!model_visible|code_mode|response_id|upstream).*_id$/.test(field)),
    )
    expect(ids.length).toBeGreaterThan(10)
    expect(ids.filter((field) => fill(field, undefined) !== undefined)).toEqual([])
  })
})
