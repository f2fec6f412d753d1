import { describe, expect, it } from 'vitest'
import { isBlankLine, readLine, readLineTolerantly, type LineReading } from './line.ts'

const defaults = { schema_version: 2, seq: 7, wall_time_unix_ms: 1500, rollout_id: 'rollout' }
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** A sound line with other members, each given as JSON text; undefined leaves it out. */
function lineOf(
  members: Readonly<Record<string, string | undefined>> = {},
  event: Readonly<Record<string, string>> = {},
) {
  const whole: Record<string, string | undefined> = {
    schema_version: '2',
    seq: '7',
    wall_time_unix_ms: '1500',
    rollout_id: '"rollout"',
    thread_id: '"t"',
    codex_turn_id: 'null',
    payload: textOf({ type: '"rollout_ended"', status: '"completed"', ...event }),
    ...members,
  }
  return textOf(whole)
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

function textOf(members: Readonly<Record<string, string | undefined>>): string {
  const texts = Object.entries(members).flatMap(([name, text]) => (text === undefined ? [] : [`"${name}":${text}`]))
  return `{${texts.join(',')}}`
}

function strict(text: string | Uint8Array): LineReading | undefined {
  return readLine(typeof text === 'string' ? bytesOf(text) : text, 3, 2)
}

function tolerant(text: string): LineReading | undefined {
  return readLineTolerantly(bytesOf(text), 3, 2, defaults)
}

describe('a sound line', () => {
  it('gives its head, its event and no fault', () => {
    expect(strict(lineOf())).toMatchObject({
      head: { schemaVersion: 2, seq: 7, time: 1500, rolloutId: 'rollout', threadId: 't', turnId: null },
      event: { type: 'rollout_ended', seq: 7, line: 3, time: 1500, thread_id: 't', payload: { status: 'completed' } },
      fault: undefined,
      replacements: [],
      unknown: undefined,
    })
  })

  it('is the same however it is spelt', () => {
    const plain = strict(lineOf())
    for (const other of [
      lineOf().replaceAll(',', ' ,\t'),
      lineOf({ seq: '7.0e0' }).replace('7.0e0', '7'),
      lineOf().replace('rollout_ended', 'rollout_\\u0065nded'),
      ` ${lineOf()}\r`,
    ])
      expect(strict(other)).toEqual(plain)
  })

  it('is as deep as the reference goes', () => {
    expect(strict(lineOf({}, { mood: nested(125) }))?.fault).toBeUndefined()
  })

  it('keeps members that nobody knows', () => {
    const reading = strict(lineOf({ host: '"a"' }, { mood: '"fine"' }))
    expect([reading?.fault, reading?.event?.payload]).toEqual([undefined, expect.objectContaining({ mood: 'fine' })])
  })

  it.each([nested(5000), '"\\ud800"', '1E400', `{"a":${nested(300)},"a":"\\u0000"}`])(
    'may hold what the reference skips in members nobody knows',
    (text) => {
      expect(strict(lineOf({ host: text }))).toEqual(strict(lineOf()))
      expect(strict(`{"host":${text}, ${lineOf().slice(1)}`)).toEqual(strict(lineOf()))
    },
  )

  it('may leave out what an event need not have', () => {
    expect(strict(lineOf({ thread_id: undefined, codex_turn_id: undefined }))?.head).toMatchObject({
      threadId: null,
      turnId: null,
    })
  })
})

describe('a line of nothing', () => {
  it.each(['', ' \t', '\r', '\u00a0\u2003\u3000'])('%j is skipped', (text) => {
    expect([strict(text), isBlankLine(bytesOf(text))]).toEqual([undefined, true])
  })

  it.each(['\ufeff', '\0', '0', '\u200b'])('%j is none', (text) => {
    expect([strict(text) === undefined, isBlankLine(bytesOf(text))]).toEqual([false, false])
  })
})

describe('a line that is no event', () => {
  it.each([
    ['not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'line_not_utf8', null],
    ['a half character in UTF-8', Uint8Array.of(0xed, 0xa0, 0x80), 'line_not_utf8', null],
    ['no JSON', bytesOf('{"seq":7'), 'line_not_json', null],
    ['JSON and more', bytesOf(`${lineOf()}1`), 'line_not_json', null],
    ['a half character as an escape', bytesOf(lineOf({ thread_id: '"\\ud800"' })), 'line_not_json', null],
    ['a half character in a key', bytesOf(lineOf({ 'h\\ud800': '1' })), 'line_not_json', null],
    ['a member twice', bytesOf(lineOf().replace('"seq":7', '"seq":9,"seq":7')), 'event_malformed', 7],
    ['its type twice', bytesOf(lineOf().replace('{"type"', '{"type":"x","type"')), 'event_malformed', 7],
    ['a field twice', bytesOf(lineOf().replace('"status"', '"status":1, "status"')), 'event_malformed', 7],
    ['a comma too many', bytesOf(`{"host":${nested(200)},}`), 'line_not_json', null],
    ['deeper than the reference goes', bytesOf(lineOf({}, { mood: nested(126) })), 'line_not_json', null],
    ['a list', bytesOf('[1]'), 'event_malformed', null],
    ['no envelope', bytesOf('{"seq":7}'), 'event_malformed', 7],
    ['a seq below zero', bytesOf(lineOf({ seq: '-1' })), 'event_malformed', null],
    ['a seq with a fraction', bytesOf(lineOf({ seq: '7.5' })), 'event_malformed', null],
    ['a status nobody knows', bytesOf(lineOf({}, { status: '"tired"' })), 'event_malformed', 7],
    ['an event nobody knows', bytesOf(lineOf({}, { type: '"sang"' })), 'event_type_unknown', 7],
  ])('%s', (_, bytes, code, seq) => {
    expect(strict(bytes)?.fault).toMatchObject({ code, seq })
  })

  it('is read with the last of what stands twice, which is told', () => {
    const reading = tolerant(lineOf().replace('"seq":7', '"seq":9,"seq":7'))
    expect(reading).toMatchObject({ head: { seq: 7 }, event: { type: 'rollout_ended' } })
    expect(reading?.replacements).toEqual([{ field: 'seq', fault: 'duplicate field `seq`' }])
  })

  it('has fields twice inside what it holds, but not where nobody knows them', () => {
    const reference = (members: string) =>
      lineOf(
        {},
        {
          type: '"thread_started"',
          thread_id: '"t"',
          agent_path: '"/root"',
          metadata_payload: `{${members}}`,
          x: '{"a":1,"a":2}',
        },
      )
    const sound = '"raw_payload_id":"p","kind":{"type":"session_metadata"},"path":"payloads/1.json"'
    expect(strict(reference(`"y":1,"y":2,${sound}`))?.fault).toBeUndefined()
    expect(strict(reference(`"path":"x",${sound}`))?.fault?.fault).toBe('duplicate field `path`')
    expect(strict(reference(sound.replace('{', '{"type":"other",')))?.fault?.fault).toBe('duplicate field `type`')
  })

  it('keeps the payload of an event nobody knows', () => {
    expect(strict(lineOf({}, { type: '"sang"' }))).toMatchObject({ event: undefined, unknown: { type: 'sang' } })
  })

  it.each(['__proto__', 'constructor', 'toString'])('is no event for being named %s', (type) => {
    expect(strict(lineOf({}, { type: JSON.stringify(type) }))?.fault?.code).toBe('event_type_unknown')
  })
})

describe('schema 1', () => {
  it('lacks events of schema 2, and tolerant takes them all the same', () => {
    const line = bytesOf(lineOf({}, { type: '"recording_completed"' }))
    expect(readLine(line, 3, 1)?.fault?.code).toBe('event_type_unknown')
    expect(readLineTolerantly(line, 3, 1, defaults)?.event?.type).toBe('recording_completed')
  })
})

describe('tolerant reading', () => {
  it('is as strict reading where nothing is wrong', () => {
    expect(tolerant(lineOf())).toEqual(strict(lineOf()))
  })

  it('takes from the place in the log what the envelope lacks, and tells each', () => {
    const reading = tolerant(lineOf({ seq: '"seven"', rollout_id: undefined, thread_id: '5' }))
    expect(reading).toMatchObject({
      head: { seq: 7, rolloutId: 'rollout', threadId: null },
      event: { type: 'rollout_ended' },
      fault: { code: 'event_malformed' },
    })
    expect(reading?.replacements.map(({ field }) => field).sort()).toEqual(['rollout_id', 'seq', 'thread_id'])
  })

  it('mends fields of the event, and keeps the fault that strict stops at', () => {
    const line = lineOf({}, { status: '"tired"' })
    const reading = tolerant(line)
    expect([reading?.fault, reading?.event?.payload, reading?.replacements.map(({ field }) => field)]).toEqual([
      strict(line)?.fault,
      { type: 'rollout_ended', status: 'failed' },
      ['status'],
    ])
  })

  it('invents no ids: an event that lacks its own stays evidence', () => {
    const reading = tolerant(lineOf({}, { type: '"thread_started"', agent_path: '"/root"' }))
    expect(reading).toMatchObject({
      event: undefined,
      fault: { code: 'event_malformed' },
      unknown: { agent_path: '/root' },
    })
  })
})
