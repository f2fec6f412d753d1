/**
 * Writes large bundles shaped like recorded ones: every request is a full, pretty-printed snapshot of the conversation so
 * far, agents are spawned by the root and answer to it. The same options and seed give the same bytes.
 *
 *   node bench/generate-bundle.mjs FOLDER [--mb 100 | --rounds N] [--agents 1] [--items long|short] [--history 1]
 *     [--padding 0] [--extra-events 0] [--schema 1|2] [--seed 1]
 *
 * `--mb` is the size of all payloads, reached to within a request or two; `long` items are about 8 kB, `short` about 0.3 kB.
 * Instead of it `--rounds` is the number of inferences of each agent. `--history` messages of a user are there before the
 * first of them; `--extra-events` are events without payloads that follow the last. `--padding` bytes stand in the instructions
 * of each request, which are no part of the graph: with them, bundles of any size have the same graph.
 */
import { mkdirSync, openSync, closeSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { pick, random, uuid } from './random.mjs'

/**
 * @typedef {object} Shape
 * @property {number} [megabytes] of payloads
 * @property {number} [rounds] of each agent, instead of a number of megabytes
 * @property {number} agents threads, the root included
 * @property {'long' | 'short'} items
 * @property {number} [history] messages of a user that an agent begins with, 1 unless told
 * @property {number} [padding] bytes in each request that are no part of the graph
 * @property {number} [extraEvents] events without payloads at the end
 * @property {1 | 2} schema
 * @property {number} seed
 */

const ITEM_BYTES = { long: 8000, short: 220 }

const WORDS =
  'kettle tea pot cup brew steep leaf guest round plan minute "quoted" back\\slash tab\there ünïcode 茶 test red green'.split(
    ' ',
  )

/** @param {() => number} next @param {number} bytes */
function prose(next, bytes) {
  let text = ''
  while (text.length < bytes) text += `${pick(next, WORDS)}${next() < 0.1 ? '\n' : ' '}`
  return text
}

/** @param {unknown} value as it stands inside an array that is a member of the payload */
function indented(value) {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n    ')
}

/** @param {string} folder @param {Shape} shape @returns {{ payloadBytes: number, events: number, inferences: number }} */
export function generateBundle(folder, shape) {
  const next = random(shape.seed)
  mkdirSync(join(folder, 'payloads'), { recursive: true })
  const log = openSync(join(folder, 'trace.jsonl'), 'w')
  const rollout = uuid(next)
  const trace = uuid(next)
  const startedAt = 1_790_000_000_000
  let seq = 0
  let payloads = 0
  let payloadBytes = 0
  let inferences = 0
  let now = startedAt

  /** @type {string[]} */
  let lines = []
  const flush = () => {
    if (lines.length > 0) writeSync(log, `${lines.join('\n')}\n`)
    lines = []
  }
  /** @param {Record<string, unknown>} payload @param {string | null} thread @param {string | null} turn */
  const event = (payload, thread = null, turn = null) => {
    seq += 1
    now += 1 + Math.floor(next() * 20)
    const line = {
      schema_version: shape.schema,
      seq,
      wall_time_unix_ms: now,
      rollout_id: rollout,
      thread_id: thread,
      codex_turn_id: turn,
      payload,
    }
    lines.push(JSON.stringify(line))
    if (lines.length >= 1000) flush()
  }
  /** @param {string} kind @param {string} text */
  const payload = (kind, text) => {
    payloads += 1
    payloadBytes += Buffer.byteLength(text)
    const path = `payloads/${String(payloads)}.json`
    writeFileSync(join(folder, path), text)
    return { raw_payload_id: `raw_payload:${String(payloads)}`, kind: { type: kind }, path }
  }
  /** @param {unknown} value */
  const pretty = (value) => JSON.stringify(value, null, 2)

  writeFileSync(
    join(folder, 'manifest.json'),
    pretty({
      schema_version: shape.schema,
      trace_id: trace,
      rollout_id: rollout,
      root_thread_id: rollout,
      started_at_unix_ms: startedAt,
      raw_event_log: 'trace.jsonl',
      payloads_dir: 'payloads',
    }),
  )
  event({ type: 'rollout_started', trace_id: trace, root_thread_id: rollout })

  const agents = Array.from({ length: shape.agents }, (_, index) => ({
    thread: index === 0 ? rollout : uuid(next),
    path: index === 0 ? '/root' : `/root/worker_${String(index)}`,
    turn: uuid(next),
    /** @type {string[]} */
    items: [],
    round: 0,
  }))
  /** @typedef {(typeof agents)[number]} Agent */
  const tools = indented(
    Array.from({ length: 12 }, (_, index) => ({
      type: 'function',
      name: `tool_${String(index)}`,
      description: prose(next, 500),
      parameters: {},
    })),
  ).replaceAll('\n    ', '\n  ')

  const instructions = JSON.stringify(`Be brief.${' Be brief.'.repeat((shape.padding ?? 0) / 10)}`)

  /** @param {Agent} agent @param {string} id */
  const accept = (agent, id) => {
    if (shape.schema === 2) event({ type: 'history_item_accepted', item_id: id }, agent.thread, agent.turn)
  }
  /** @param {Agent} agent @param {Record<string, unknown>} item */
  const add = (agent, item) => {
    agent.items.push(indented(shape.schema === 2 ? item : { ...item, id: undefined }))
  }

  for (const agent of agents) {
    const metadata = {
      thread_id: agent.thread,
      agent_path: agent.path,
      model: 'bench-model',
      ...(agent.path === '/root'
        ? {}
        : {
            session_source: {
              subagent: {
                thread_spawn: { parent_thread_id: rollout, depth: 1, agent_path: agent.path, agent_role: 'worker' },
              },
            },
          }),
    }
    event({
      type: 'thread_started',
      thread_id: agent.thread,
      agent_path: agent.path,
      metadata_payload: payload('session_metadata', pretty(metadata)),
    })
    event({ type: 'codex_turn_started', codex_turn_id: agent.turn, thread_id: agent.thread }, agent.thread, agent.turn)
    const users = Array.from({ length: shape.history ?? 1 }, (_, at) => (at === 0 ? 'user' : `user_${String(at)}`))
    for (const name of ['developer', ...users]) {
      const id = `msg_${agent.path}_${name}`
      const role = name === 'developer' ? name : 'user'
      const length = shape.history === undefined ? 2000 : ITEM_BYTES[shape.items]
      add(agent, { type: 'message', id, role, content: [{ type: 'input_text', text: prose(next, length) }] })
      accept(agent, id)
    }
  }

  /** Ten events without payloads: a turn with a tool call, items that are accepted. @param {Agent} agent @param {number} at */
  const pass = (agent, at) => {
    const turn = `extra_turn_${String(at)}`
    const call = { tool_call_id: `extra_call_${String(at)}` }
    event({ type: 'codex_turn_started', codex_turn_id: turn, thread_id: agent.thread }, agent.thread, turn)
    const summary = { type: 'generic', label: 'list', input_preview: null, output_preview: null }
    const asked = { requester: { type: 'model' }, kind: { type: 'other', name: 'list' }, summary }
    event({ type: 'tool_call_started', ...call, ...asked }, agent.thread, turn)
    event({ type: 'tool_call_ended', ...call, status: 'completed', result_payload: null }, agent.thread, turn)
    for (let item = 0; item < 6; item += 1) {
      if (shape.schema === 2) {
        event({ type: 'history_item_accepted', item_id: `extra_${String(at)}_${String(item)}` }, agent.thread, turn)
      }
    }
    event({ type: 'codex_turn_ended', codex_turn_id: turn, status: 'completed' }, agent.thread, turn)
  }

  /** One request, its answer with a call, and the call's run. @param {Agent} agent */
  const round = (agent) => {
    agent.round += 1
    const call = `call_${String(inferences)}`
    const inference = uuid(next)
    const request = payload(
      'inference_request',
      `{\n  "model": "bench-model",\n  "instructions": ${instructions},\n  "input": [\n    ${agent.items.join(',\n    ')}\n  ],\n  "tools": ${tools},\n  "stream": true\n}`,
    )
    event(
      {
        type: 'inference_started',
        inference_call_id: inference,
        thread_id: agent.thread,
        codex_turn_id: agent.turn,
        model: 'bench-model',
        provider_name: 'bench',
        request_payload: request,
      },
      agent.thread,
      agent.turn,
    )
    const command = `sed -n ${String(inferences)},+40p src/file_${String(Math.floor(next() * 1000))}.ts`
    const reasoning = {
      type: 'reasoning',
      id: `rs_${call}`,
      summary: [{ type: 'summary_text', text: prose(next, 80) }],
      encrypted_content: uuid(next),
    }
    const callItem = {
      type: 'function_call',
      id: `fc_${call}`,
      name: 'exec_command',
      arguments: JSON.stringify({ cmd: command }),
      call_id: call,
    }
    const usage = {
      input_tokens: Math.floor(payloadBytes / (4 * payloads)),
      cached_input_tokens: 0,
      output_tokens: 60,
      reasoning_output_tokens: 20,
    }
    const plain =
      shape.schema === 2
        ? [reasoning, callItem]
        : [
            { ...reasoning, id: undefined },
            { ...callItem, id: undefined },
          ]
    const response = payload(
      'inference_response',
      pretty({ response_id: `resp_${call}`, output_items: plain, token_usage: usage }),
    )
    event(
      {
        type: 'inference_completed',
        inference_call_id: inference,
        response_id: `resp_${call}`,
        response_payload: response,
      },
      agent.thread,
      agent.turn,
    )
    add(agent, reasoning)
    add(agent, callItem)
    accept(agent, `rs_${call}`)
    accept(agent, `fc_${call}`)
    const invocation = payload(
      'tool_invocation',
      pretty({
        tool_name: 'exec_command',
        tool_namespace: null,
        payload: { type: 'function', arguments: JSON.stringify({ cmd: command }) },
      }),
    )
    const summary = { type: 'generic', label: 'exec_command', input_preview: command, output_preview: null }
    event(
      {
        type: 'tool_call_started',
        tool_call_id: call,
        model_visible_call_id: call,
        code_mode_runtime_tool_id: null,
        requester: { type: 'model' },
        kind: { type: 'exec_command' },
        summary,
        invocation_payload: invocation,
      },
      agent.thread,
      agent.turn,
    )
    const text = prose(next, ITEM_BYTES[shape.items])
    const begin = payload(
      'tool_runtime_event',
      pretty({
        call_id: call,
        process_id: String(1000 + inferences),
        command: ['bash', '-lc', command],
        cwd: '/project',
      }),
    )
    event(
      { type: 'tool_call_runtime_started', tool_call_id: call, kind: { type: 'exec_command' }, runtime_payload: begin },
      agent.thread,
      agent.turn,
    )
    const end = payload(
      'tool_runtime_event',
      pretty({ call_id: call, process_id: String(1000 + inferences), aggregated_output: text, exit_code: 0 }),
    )
    event(
      { type: 'tool_call_runtime_ended', tool_call_id: call, status: 'completed', runtime_payload: end },
      agent.thread,
      agent.turn,
    )
    const output = { type: 'function_call_output', id: `fco_${call}`, call_id: call, output: text }
    event(
      {
        type: 'tool_call_ended',
        tool_call_id: call,
        status: 'completed',
        result_payload: payload('tool_result', pretty({ type: 'direct_response', response_item: output })),
      },
      agent.thread,
      agent.turn,
    )
    add(agent, output)
    accept(agent, `fco_${call}`)
    inferences += 1
  }

  const target = (shape.megabytes ?? 0) * 1e6
  const goesOn = () => (shape.rounds === undefined ? payloadBytes < target : (agents.at(-1)?.round ?? 0) < shape.rounds)
  while (goesOn()) for (const agent of agents) if (shape.rounds !== undefined || payloadBytes < target) round(agent)
  const [first] = agents
  for (let at = 0; first !== undefined && at < (shape.extraEvents ?? 0); at += 10) pass(first, at)

  for (const agent of agents.toReversed()) {
    event({ type: 'codex_turn_ended', codex_turn_id: agent.turn, status: 'completed' }, agent.thread, agent.turn)
    event({ type: 'thread_ended', thread_id: agent.thread, status: 'completed' })
  }
  event({ type: 'rollout_ended', status: 'completed' })
  if (shape.schema === 2) event({ type: 'recording_completed' })
  flush()
  closeSync(log)
  return { payloadBytes, events: seq, inferences }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      mb: { type: 'string', default: '100' },
      rounds: { type: 'string' },
      history: { type: 'string' },
      padding: { type: 'string' },
      'extra-events': { type: 'string' },
      agents: { type: 'string', default: '1' },
      items: { type: 'string', default: 'long' },
      schema: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
    },
  })
  const folder = positionals[0]
  if (folder === undefined) {
    console.error(
      'usage: node bench/generate-bundle.mjs FOLDER [--mb N | --rounds N] [--agents N] [--items long|short] [--history N] [--padding N] [--extra-events N] [--schema 1|2] [--seed N]',
    )
    process.exit(64)
  }
  const made = generateBundle(folder, {
    ...(values.rounds === undefined ? { megabytes: Number(values.mb) } : { rounds: Number(values.rounds) }),
    ...(values.history !== undefined && { history: Number(values.history) }),
    ...(values.padding !== undefined && { padding: Number(values.padding) }),
    ...(values['extra-events'] !== undefined && { extraEvents: Number(values['extra-events']) }),
    agents: Number(values.agents),
    items: values.items === 'short' ? 'short' : 'long',
    schema: values.schema === '1' ? 1 : 2,
    seed: Number(values.seed),
  })
  console.log(
    `${String(made.inferences)} inferences, ${String(made.events)} events, ${(made.payloadBytes / 1e6).toFixed(1)} MB of payloads`,
  )
}
