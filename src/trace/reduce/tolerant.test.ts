/** Bundles that the reference refuses, and what they show all the same. Drawings: testkit/draw-bundle.ts. */
import { describe, expect, it } from 'vitest'
import { reduceDrawn } from '../testkit/reduce-drawn.ts'

const REQUEST = 'inference_call_id=i1 thread_id=root codex_turn_id=t1 model=m provider_name=p request_payload='
const MODEL = 'requester={"type":"model"} summary={"type":"generic","label":"x"}'

describe('ids that are used again', () => {
  it('keeps every tool call, with its own items and its own runtime', async () => {
    const start = `[root t1] tool_call_started tool_call_id=c1 model_visible_call_id=c1 ${MODEL} kind={"type":"exec_command"}`
    const begin = '[root t1] tool_call_runtime_started tool_call_id=c1 kind={"type":"exec_command"} runtime_payload='
    expect(
      await reduceDrawn(`
        inference_started ${REQUEST}items(user hi)
        inference_completed inference_call_id=i1 response_payload=items(call c1 {"cmd":"a"} | call c1 {"cmd":"b"})
        ${start}
        ${start}
        ${begin}{"command":["a"],"cwd":"/"}
        [root t1] tool_call_runtime_ended tool_call_id=c1 status=completed runtime_payload={"exit_code":0,"aggregated_output":"A"}
        ${begin}{"command":["b"],"cwd":"/"}
        [root t1] tool_call_ended tool_call_id=c1 status=completed
        [root t1] tool_call_runtime_ended tool_call_id=c1 status=failed runtime_payload={"exit_code":1,"aggregated_output":"B"}
        [root t1] tool_call_ended tool_call_id=c1 status=failed
        inference_started ${REQUEST.replace('i1', 'i2')}items(user hi | call c1 {"cmd":"a"} | call c1 {"cmd":"b"} | output c1 A | output c1 B)
      `),
    ).toEqual([
      'thread root /root 2- running: 1 2 3 4 5',
      '1 user message "hi"',
      '2 assistant function_call c1 {"cmd":"a"} by i1',
      '3 assistant function_call c1 {"cmd":"b"} by i1',
      '4 tool function_call_output c1 "A" by c1',
      '5 tool function_call_output c1 "B" by c1#2',
      'call i1 4-5 completed: 1 => 2 3 started c1 c1#2',
      'call i2 14- running: 1 2 3 4 5 => -',
      'tool c1 exec_command 6-11 completed: 2 => 4',
      'tool c1#2 exec_command 7-13 failed: 3 => 5',
      'operation 1 of c1 8-9 completed 0 "A"',
      'operation 2 of c1#2 10-12 failed 1 "B"',
      '! call_id_reused at 5 2',
      '! tool_duplicate at 7 c1',
      '! tool_call_id_taken at 7 c1#2',
      'refused call_id_reused at 5: model-visible call id c1 was reused with different content',
    ])
  })

  it('keeps every inference call', async () => {
    expect(
      await reduceDrawn(`
        inference_started ${REQUEST}items(user hi)
        inference_started ${REQUEST}items(user hi | user again)
        inference_completed inference_call_id=i1 response_payload=items(assistant x)
      `),
    ).toContain('call i1#2 5-6 completed: 1 2 => 3')
  })

  it('keeps every code cell, each with its own source', async () => {
    const lines = await reduceDrawn(`
      [root t1] code_cell_started runtime_cell_id=h1 model_visible_call_id=c1 source_js=x
      [root t1] code_cell_started runtime_cell_id=h2 model_visible_call_id=c1 source_js=y
      [root t1] code_cell_ended runtime_cell_id=h2 status=completed
      inference_started ${REQUEST}items(custom c1 x | custom c1 y)
    `)
    expect(lines.filter((line) => line.startsWith('cell '))).toEqual([
      'cell code_cell:c1 starting 4- running: 1 => -',
      'cell code_cell:c1#2 completed 5-6 completed: 2 => -',
    ])
  })

  it('reopens a thread that starts again', async () => {
    const lines = await reduceDrawn(`
      thread_ended thread_id=root status=completed
      thread_started thread_id=root agent_path=/root
    `)
    expect(lines).toEqual([
      '! thread_duplicate at 5 root',
      'refused thread_duplicate at 5: duplicate thread start for root',
    ])
  })
})

describe('what was never started', () => {
  it('adds the thread, and its start fills it in', async () => {
    const turn = 'codex_turn_started codex_turn_id=t9 thread_id=a'
    const start = 'thread_started thread_id=a agent_path=/root/a'
    expect(await reduceDrawn(turn)).toEqual([
      'thread a a 4- running: -',
      'turn t9 of a 4- running',
      'derived missing thread a',
      '! thread_unknown at 4 a',
      'refused thread_unknown at 4: trace event referenced unknown thread a',
    ])
    expect(await reduceDrawn(`${turn}\n${start}`)).toContain('thread a /root/a 5- running: -')
  })

  it('adds the turn', async () => {
    const lines = await reduceDrawn(`inference_started ${REQUEST.replace('t1', 't9')}items(user hi)`)
    expect(lines).toContain('turn t9 of root 4- running')
    expect(lines).toContain('call i1 4- running: 1 => -')
  })

  it('adds the tool call that a review thread ran, and closes it with its runtime', async () => {
    expect(
      await reduceDrawn(`
        [root t1] tool_call_runtime_started tool_call_id=c1 kind={"type":"exec_command"} runtime_payload={"command":["ls"],"cwd":"/"}
        [root t1] tool_call_runtime_ended tool_call_id=c1 status=completed runtime_payload={"exit_code":0}
      `),
    ).toEqual([
      'tool c1 exec_command 4-5 completed: - => -',
      'operation 1 of c1 4-5 completed 0 ""',
      '! tool_unknown at 4 c1',
      'refused tool_unknown at 4: tool runtime start referenced unknown call c1',
    ])
  })

  it('learns path and parent of a resumed thread from what its parent does', async () => {
    const child = '11111111-1111-4111-8111-111111111111'
    const lines = await reduceDrawn(`
      thread_resumed thread_id=${child}
      [root t1] tool_call_started tool_call_id=c1 ${MODEL} kind={"type":"assign_agent_task"} invocation_payload={"tool_name":"followup_task","payload":{"type":"function","arguments":"{\\"message\\":\\"go\\"}"}}
      [root t1] tool_call_runtime_ended tool_call_id=c1 status=completed runtime_payload={"event_id":"c1","agent_thread_id":"${child}","agent_path":"/root/keeper","kind":"interacted"}
    `)
    expect(lines).toContain(`thread ${child} /root/keeper 4- running: -`)
  })
})

describe('lines', () => {
  it.each([
    ['are cut off at the end', '{"schema_version":2,"se', ['! line_cut_off at 5']],
    ['are no JSON', 'garbage\n\0\n', ['! line_not_json at 5', '! line_not_json at 6']],
    ['are no UTF-8 or start with a mark', '\ufeff{}\n', ['! line_not_json at 5']],
    ['have no envelope', '{"payload":{"type":7}}\n', ['! event_malformed at 5']],
  ])('that %s leave everything else in place', async (_, tail, findings) => {
    const lines = await reduceDrawn(`inference_started ${REQUEST}items(user hi)`, { tail })
    expect(lines).toContain('call i1 4- running: 1 => -')
    expect(lines.filter((line) => line.startsWith('!'))).toEqual(findings)
  })

  it('with unknown types keep the payloads they name', async () => {
    const lines = await reduceDrawn('something_new foo=1 evidence_payload={"a":1}', { payloads: { 1: '{' } })
    expect(lines.filter((line) => line.startsWith('!'))).toEqual([
      '! event_type_unknown at 4',
      '! payload_malformed raw_payload:1',
    ])
  })

  it('with broken fields count with what can stand there', async () => {
    const lines = await reduceDrawn(`
      [root t1] tool_call_started tool_call_id=c1 requester={"type":"model"} kind={"type":"quantum"} summary={"type":"new","label":"L"}
      [root t1] tool_call_ended tool_call_id=c1 status=timed_out
    `)
    expect(lines).toContain('tool c1 other 4-5 failed: - => -')
    expect(lines.filter((line) => line.startsWith('!'))).toHaveLength(3)
  })
})

describe('payloads', () => {
  it('that are missing or broken cost what they hold, and are told once', async () => {
    const drawing = `
      inference_started ${REQUEST}items(user hi)
      inference_completed inference_call_id=i1 response_payload=items(assistant x)
    `
    expect(await reduceDrawn(drawing, { payloads: { 1: undefined, 2: '{"output_items":7}' } })).toEqual([
      'call i1 4-5 completed: - => -',
      '! payload_unreadable at 4 raw_payload:1',
      '! response_malformed at 5 raw_payload:2',
      'refused payload_unreadable at 4: open payload raw_payload:1',
    ])
  })

  it('with items of unknown types keep them', async () => {
    const lines = await reduceDrawn(`inference_started ${REQUEST}items(user hi | wonder x)`)
    expect(lines).toContain('2 assistant message {"type":"wonder"}')
    expect(lines).toContain('! item_type_unknown at 4 2')
  })

  it('that repeat a strange item tell it once', async () => {
    const next = REQUEST.replace('i1', 'i2')
    const lines = await reduceDrawn(`
      inference_started ${REQUEST}items(wonder x)
      inference_started ${next}items(wonder x)
    `)
    expect(lines.filter((line) => line.startsWith('!'))).toEqual(['! item_type_unknown at 4 1'])
  })

  it('that build on an unknown response go on from the thread as last seen', async () => {
    const lines = await reduceDrawn(`
      inference_started ${REQUEST}items(user hi)
      inference_started ${REQUEST.replace('i1', 'i2')}items(user more) after gone
    `)
    expect(lines).toContain('call i2 5- running: 1 2 => -')
  })
})
