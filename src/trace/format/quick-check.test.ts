/** The faster way to read an event against the schema itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordedBundles } from '../testkit/fixtures.ts'
import { envelope } from './envelope.ts'
import { isRawEventType, rawEventSchemas } from './events/index.ts'
import { readQuickly } from './quick-check.ts'

const decoder = new TextDecoder()

function recordedLines(release: string): unknown[] {
  return recordedBundles(release).flatMap(({ files }) =>
    decoder
      .decode(files.get('trace.jsonl'))
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line): unknown => JSON.parse(line)),
  )
}

/** The value with one member somewhere inside put in place by another value, or left out. */
function mutate(value: unknown, path: readonly number[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by
  const entries: [string, unknown][] = Object.entries(value)
  const at = (path[0] ?? 0) % (entries.length + 1)
  const changed = entries.flatMap(([name, member], index) => {
    if (index !== at) return [[name, member] as const]
    if (path.length > 1) return [[name, mutate(member, path.slice(1), by)] as const]
    return by === undefined ? [] : [[name, by] as const]
  })
  if (at === entries.length) changed.push(['__proto__', by])
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed)
}

describe('reading quickly', () => {
  const lines = ['0.164.0', '0.169.0'].flatMap(recordedLines)
  const payloads = lines.flatMap((line) => envelope.safeParse(line).data?.payload ?? [])

  it('takes recorded events as they are', () => {
    const taken = payloads.filter(({ type }) => isRawEventType(type))
    for (const payload of taken.slice(0, 500)) {
      const { type } = payload
      if (isRawEventType(type)) expect(readQuickly(rawEventSchemas[type], payload).data).toBe(payload)
    }
    expect(taken.length).toBeGreaterThan(500)
  })

  it('says the same as the schema about whatever else', () => {
    const other = fc.constantFrom(undefined, null, 1, -1, 1.5, 'text', 'model', 'completed', [], {}, { type: 'other' })
    const place = fc.array(fc.nat(12), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.constantFrom(...lines), place, other, (line, path, by) => {
        const value = mutate(line, path, by)
        expect(readQuickly(envelope, value)).toEqual(envelope.safeParse(value))
        const payload = envelope.safeParse(value).data?.payload
        if (payload === undefined || !isRawEventType(payload.type)) return
        const schema = rawEventSchemas[payload.type]
        const changed = mutate(payload, path, by)
        expect(readQuickly(schema, changed)).toEqual(schema.safeParse(changed))
      }),
      { numRuns: 2000 },
    )
  })
})
