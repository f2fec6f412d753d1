import { describe, expect, test } from 'vitest'
import { drawRun } from '../testkit/draw-bundle.ts'
import { memorySource } from '../testkit/memory-source.ts'
import { glance, LONGEST_MESSAGE } from './glance.ts'

const REQUEST = 'inference_started inference_call_id=i thread_id=root codex_turn_id=t1 model=gpt-x provider_name=p'

function request(...texts: readonly string[]): string {
  const input = texts.map((text) => ({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }))
  return JSON.stringify({ model: 'gpt-x', instructions: 'Say "role": "user".', input })
}

/** The drawn run with its one request replaced by `texts`. */
function asking(...texts: readonly string[]) {
  return drawRun(`${REQUEST} request_payload={}`, { payloads: { 1: request(...texts) } }).source
}

describe('a glance at a bundle', () => {
  test('tells what the ends of the log and the first request say', async () => {
    const { source } = drawRun(
      `
        thread_started thread_id=child agent_path=/root/child
        ${REQUEST} request_payload={}
        rollout_ended status=failed
      `,
      { payloads: { 1: request('Fix the test.') } },
    )
    expect(await glance(source)).toEqual({
      logBytes: (await source.stat('trace.jsonl'))?.size,
      startedAt: 1000,
      lastAt: 1060,
      end: 'failed',
      message: 'Fix the test.',
      model: 'gpt-x',
      agents: 2,
      agentsExact: true,
      schema: 2,
      problem: null,
    })
  })

  test.each([
    [
      'what Codex adds in the person’s name is passed over',
      ['<environment_context>\n</environment_context>', 'Go on.'],
      'Go on.',
    ],
    [
      'and so are a project’s instructions',
      ['# AGENTS.md instructions for /x', '<user_instructions>y</user_instructions>', 'Go'],
      'Go',
    ],
    ['quotes, escapes and other scripts survive', ['Say "hi" \\ \u0007 日本 🦉'], 'Say "hi" \\ \u0007 日本 🦉'],
    ['a text that talks of roles is no role', ['"role":"user", "text": "no"'], '"role":"user", "text": "no"'],
    ['nobody asked for anything', [], ''],
  ])('%s', async (_, texts, message) => {
    expect(await glance(asking(...texts))).toMatchObject({ message })
  })

  test('keeps the beginning of a long message', async () => {
    const { message } = await glance(asking('é'.repeat(200_000)))
    expect(message).toBe('é'.repeat(LONGEST_MESSAGE))
  })

  test('finds a message behind long instructions', async () => {
    const payload = request('Here.').replace('Say', 'x'.repeat(300_000))
    const { source } = drawRun(`${REQUEST} request_payload={}`, { payloads: { 1: payload } })
    expect(await glance(source)).toMatchObject({ message: 'Here.', problem: null })
  })

  test('counts agents of a log too long to look through as at least so many', async () => {
    const middle = Array.from({ length: 4000 }, () => 'history_item_accepted item_id=x').join('\n')
    const { source } = drawRun(
      `${REQUEST} request_payload={}
       thread_started thread_id=a agent_path=/root/a
       ${middle}
       thread_ended thread_id=b status=completed
       rollout_ended status=completed`,
    )
    expect(await glance(source)).toMatchObject({ agents: 3, agentsExact: false, end: 'completed', model: 'gpt-x' })
  })

  test('finds the first request behind many accepted items', async () => {
    const middle = Array.from({ length: 400 }, () => 'history_item_accepted item_id=x').join('\n')
    const { source } = drawRun(`${middle}\n${REQUEST} request_payload={}\n${middle}`)
    expect(await glance(source)).toMatchObject({ model: 'gpt-x', end: null })
  })

  test.each([
    ['a torn last line is no event', '{"schema_version":2,"seq":5,"wall_ti', 1040],
    [
      'one without its line end is',
      '{"wall_time_unix_ms":7000,"payload":{"type":"rollout_ended","status":"aborted"}}',
      7000,
    ],
  ])('%s', async (_, tail, lastAt) => {
    expect(await glance(drawRun(`${REQUEST} request_payload={}`, { tail }).source)).toMatchObject({ lastAt })
  })

  test.each([
    [
      'no manifest',
      new Map([['trace.jsonl', '{"wall_time_unix_ms":5,"schema_version":1,"payload":{"type":"rollout_started"}}\n']]),
      { startedAt: 5, schema: 1 },
    ],
    [
      'a manifest that is no JSON',
      new Map([
        ['manifest.json', '{'],
        ['trace.jsonl', ''],
      ]),
      { startedAt: null, agents: 0 },
    ],
    [
      'members of other types',
      new Map([['manifest.json', '{"schema_version":"2","started_at_unix_ms":{}}']]),
      { startedAt: null, schema: null },
    ],
    [
      'no log',
      new Map([['manifest.json', '{"schema_version":2,"started_at_unix_ms":3}']]),
      { startedAt: 3, lastAt: null, problem: '"trace.jsonl" is not there' },
    ],
    [
      'a log of noise',
      new Map([
        ['manifest.json', '{}'],
        ['trace.jsonl', '\u0000\n"type":"rollout_ended"\n[]\n'],
      ]),
      { end: null, lastAt: null },
    ],
  ] as const)('%s is no failure', async (_, files, facts) => {
    expect(await glance(memorySource('x', files))).toMatchObject(facts)
  })

  test('does not follow a request that leads out of the bundle', async () => {
    const { files } = drawRun(`${REQUEST} request_payload={}`)
    files.set('trace.jsonl', (files.get('trace.jsonl') ?? '').replace('payloads/1.json', '../../secret.json'))
    const { message, problem } = await glance(memorySource('x', files))
    expect(message).toBe('')
    expect(problem).toContain('leads out')
  })
})
