/**
 * Writes bundles for the benchmark of the page, where the shape of a run counts and not the bytes of its payloads: many agents
 * with thousands of nested slices and messages between them, one long conversation, one payload of any size. The same options
 * give the same bytes. `generate-bundle.mjs` is the other generator: few slices, many bytes.
 *
 *   node bench/generate-run.mjs FOLDER [--agents 75] [--rounds 40] [--commands 42000] [--messages 5000] [--items 0]
 *                               [--payload-mb 0] [--one-line] [--seed 1]
 */
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { random, sentence, uuid } from './random.mjs'
import { recordCommands } from './recorded-commands.mjs'
import { createRecording, STARTED_AT } from './recording.mjs'

/**
 * @typedef {object} RunShape
 * @property {number} agents threads, the root included
 * @property {number} rounds inferences of each agent; every round runs one code cell
 * @property {number} commands that the cells of all agents run in terminals, spread evenly
 * @property {number} messages between agents, beside one spawn of each agent but the root
 * @property {number} items messages of the user and the model in the root's first round, beside what the rounds bring
 * @property {number} payloadMegabytes of one tool result; 0 for none
 * @property {boolean} oneLine whether that result is JSON on one line
 * @property {number} seed
 */

const ROUNDS_PER_TURN = 10
const LEADS = 10

/** @param {() => number} next */
function* largeRecords(next) {
  for (let row = 1; ; row += 1) yield { row, name: `record ${String(row)}`, text: sentence(next), value: next() }
}

/** The root, leads below it, everybody else below a lead. @param {number} index @returns {number} -1 for the root */
function parentOf(index) {
  if (index === 0) return -1
  return index <= LEADS ? 0 : 1 + ((index - 1 - LEADS) % LEADS)
}

/** @param {string} folder @param {RunShape} shape @returns {{ events: number, payloads: number, largest: string | undefined }} */
export function generateRun(folder, shape) {
  const next = random(shape.seed)
  const rollout = uuid(next)
  const recording = createRecording(folder, rollout)
  const { events, payload, payloadRef } = recording
  /** @type {string | undefined} */
  let largest

  const agents = Array.from({ length: shape.agents }, (_, index) => {
    const parent = parentOf(index)
    return {
      index,
      parent,
      thread: index === 0 ? rollout : uuid(next),
      path: '',
      turn: '',
      /** Where it has got to, ms. */
      clock: index === 0 ? 0 : Infinity,
      round: 0,
      /** @type {string | null} */
      response: null,
      /** Items that its model has not been shown. @type {Record<string, unknown>[]} */
      fresh: [],
      /** @type {{ at: number, item: Record<string, unknown> }[]} */
      inbox: [],
      /** @type {number[]} */
      toSpawn: [],
    }
  })
  /** @typedef {(typeof agents)[number]} Agent */
  for (const agent of agents) {
    const parent = agents[agent.parent]
    agent.path =
      parent === undefined
        ? '/root'
        : `${parent.path}/${agent.index <= LEADS ? 'lead' : 'worker'}_${String(agent.index)}`
    parent?.toSpawn.push(agent.index)
  }

  /** @param {Agent} agent @param {number} at @param {Record<string, unknown>} body */
  const event = (agent, at, body) => {
    recording.event(at, body, agent.thread, agent.turn)
  }
  /** @param {Agent} agent @param {number} at @param {Record<string, unknown>} item */
  const accept = (agent, at, item) => {
    event(agent, at, { type: 'history_item_accepted', item_id: item['id'] })
  }

  /** @param {Agent} agent @param {number} at */
  const start = (agent, at) => {
    const parent = agents[agent.parent]
    const spawned = parent && {
      subagent: {
        thread_spawn: {
          parent_thread_id: parent.thread,
          depth: parent.index === 0 ? 1 : 2,
          agent_path: agent.path,
          agent_role: 'worker',
        },
      },
    }
    const metadata = {
      thread_id: agent.thread,
      agent_path: agent.path,
      model: 'bench-model',
      ...(spawned && { session_source: spawned }),
    }
    recording.event(at, {
      type: 'thread_started',
      thread_id: agent.thread,
      agent_path: agent.path,
      metadata_payload: payload('session_metadata', metadata),
    })
    agent.clock = at + 1
  }
  /** @param {Agent} agent @param {string} status */
  const endTurn = (agent, status) => {
    event(agent, agent.clock, { type: 'codex_turn_ended', codex_turn_id: agent.turn, status })
  }
  /** @param {Agent} agent */
  const startTurn = (agent) => {
    agent.turn = uuid(next)
    agent.clock += 200 + next() * 4000
    event(agent, agent.clock, { type: 'codex_turn_started', codex_turn_id: agent.turn, thread_id: agent.thread })
    const item = {
      type: 'message',
      id: `msg_${agent.turn}`,
      role: 'user',
      content: [{ type: 'input_text', text: sentence(next) }],
    }
    agent.fresh.push(item)
    accept(agent, agent.clock, item)
  }

  /** A call of an agent tool, by the model. @param {Agent} agent @param {string} call @param {Agent} other @param {string} message */
  const reach = (agent, call, other, message, spawns = false) => {
    const kind = spawns ? 'spawn_agent' : 'send_message'
    const given = spawns ? { task_name: other.path.split('/').at(-1), message } : { target: other.path, message }
    const began = agent.clock
    agent.clock += 5 + next() * 40
    event(agent, began, {
      type: 'tool_call_started',
      tool_call_id: call,
      model_visible_call_id: call,
      code_mode_runtime_tool_id: null,
      requester: { type: 'model' },
      kind: { type: kind },
      summary: {
        type: 'generic',
        label: kind,
        input_preview: JSON.stringify(given).slice(0, 160),
        output_preview: null,
      },
      invocation_payload: payload('tool_invocation', {
        tool_name: kind,
        tool_namespace: 'collaboration',
        payload: { type: 'function', arguments: JSON.stringify(given) },
      }),
    })
    event(agent, agent.clock - 1, {
      type: 'tool_call_runtime_ended',
      tool_call_id: call,
      status: 'completed',
      runtime_payload: payload('tool_runtime_event', {
        event_id: call,
        occurred_at_ms: STARTED_AT + Math.round(agent.clock),
        agent_thread_id: other.thread,
        agent_path: other.path,
        kind: spawns ? 'started' : 'interacted',
      }),
    })
    const output = { type: 'function_call_output', id: `fco_${call}`, call_id: call, output: '' }
    event(agent, agent.clock, {
      type: 'tool_call_ended',
      tool_call_id: call,
      status: 'completed',
      result_payload: payload('tool_result', { type: 'direct_response', response_item: output }),
    })
    accept(agent, agent.clock, output)
    agent.fresh.push(output)
    other.inbox.push({
      at: agent.clock,
      item: {
        type: 'agent_message',
        id: `amsg_${call}`,
        author: agent.path,
        recipient: other.path,
        content: [{ type: 'input_text', text: message }],
      },
    })
    if (spawns) start(other, agent.clock)
    agent.clock += 1
  }

  /** @param {Agent} agent @param {string} call */
  const runCell = (agent, call) => {
    const handle = String(agent.round)
    const began = agent.clock
    owedCommands += commandsPerRound
    const count = Math.floor(owedCommands)
    owedCommands -= count
    const commands = Array.from({ length: count }, (_, index) => `sed -n ${String(index)},+40p src/${call}.ts`)
    const source = commands.map((cmd) => `await tools.exec_command(${JSON.stringify({ cmd })})`).join('\n')
    const summary = { type: 'generic', label: 'exec', input_preview: source.slice(0, 160), output_preview: null }
    event(agent, began, {
      type: 'tool_call_started',
      tool_call_id: call,
      model_visible_call_id: call,
      code_mode_runtime_tool_id: null,
      requester: { type: 'model' },
      kind: { type: 'other', name: 'exec' },
      summary,
      invocation_payload: null,
    })
    event(agent, began + 1, {
      type: 'code_cell_started',
      runtime_cell_id: handle,
      model_visible_call_id: call,
      source_js: source,
    })
    agent.clock += 3
    agent.clock = recordCommands(recording, agent, { call, handle, commands }, next)
    event(agent, agent.clock, {
      type: 'code_cell_ended',
      runtime_cell_id: handle,
      status: 'completed',
      response_payload: null,
    })
    const output = { type: 'custom_tool_call_output', id: `cto_${call}`, call_id: call, output: sentence(next) }
    const isLargest = shape.payloadMegabytes > 0 && agent.index === 0 && largest === undefined
    const result = isLargest ? payloadRef('tool_result') : null
    if (result !== null) {
      largest = result.path
      const records = largeRecords(next)
      recording.writeRecords(result.path, shape.payloadMegabytes * 1e6, shape.oneLine, records)
    }
    event(agent, agent.clock + 1, {
      type: 'tool_call_ended',
      tool_call_id: call,
      status: 'completed',
      result_payload: result,
    })
    accept(agent, agent.clock + 1, output)
    agent.fresh.push(output)
    agent.clock += 2
  }

  const allRounds = Math.max(1, shape.agents * shape.rounds)
  const messagesPerRound = shape.messages / allRounds
  const commandsPerRound = shape.commands / allRounds
  let owedMessages = 0
  let owedCommands = 0

  /** @param {Agent} agent */
  const round = (agent) => {
    if (agent.round % ROUNDS_PER_TURN === 0) startTurn(agent)
    const inference = uuid(next)
    const came = agent.inbox.filter(({ at }) => at < agent.clock)
    agent.inbox = agent.inbox.filter(({ at }) => at >= agent.clock)
    for (const { item } of came) {
      accept(agent, agent.clock, item)
      agent.fresh.push(item)
    }
    if (agent.index === 0 && agent.round === 0) addItems(agent)
    event(agent, agent.clock, {
      type: 'inference_started',
      inference_call_id: inference,
      thread_id: agent.thread,
      codex_turn_id: agent.turn,
      model: 'bench-model',
      provider_name: 'bench',
      request_payload: payload('inference_request', {
        model: 'bench-model',
        ...(agent.response !== null && { previous_response_id: agent.response }),
        input: agent.fresh,
        stream: true,
      }),
    })
    agent.fresh = []
    const response = `resp_${inference}`
    const base = `${String(agent.index)}_${String(agent.round)}`
    const spawns = agent.toSpawn.splice(0, 3).map((child) => agents[child])
    owedMessages += messagesPerRound
    const sends = Array.from({ length: Math.floor(owedMessages) }, () => pickOther(agent))
    owedMessages -= sends.length
    const others = [...spawns, ...sends].filter((other) => other !== undefined)
    const reaches = others.map((other, index) => ({
      call: `call_${base}_${String(index)}`,
      other,
      message: sentence(next),
      spawns: index < spawns.length,
    }))
    const cell = `call_${base}_cell`
    const output = [
      {
        type: 'reasoning',
        id: `rs_${base}`,
        summary: [{ type: 'summary_text', text: sentence(next) }],
        encrypted_content: 'b64',
      },
      ...reaches.map(({ call, other, message, spawns: spawning }) => ({
        type: 'function_call',
        id: `fc_${call}`,
        name: spawning ? 'spawn_agent' : 'send_message',
        arguments: JSON.stringify({ target: other.path, message }),
        call_id: call,
      })),
      { type: 'custom_tool_call', id: `ctc_${cell}`, name: 'exec', input: `// ${sentence(next)}`, call_id: cell },
    ]
    agent.clock += 800 + next() * 9000
    event(agent, agent.clock, {
      type: 'inference_completed',
      inference_call_id: inference,
      response_id: response,
      response_payload: payload('inference_response', {
        response_id: response,
        output_items: output,
        token_usage: {
          input_tokens: 2000 + agent.round * 700,
          cached_input_tokens: agent.round * 650,
          output_tokens: 90,
          reasoning_output_tokens: 20,
        },
      }),
    })
    for (const item of output) accept(agent, agent.clock, item)
    agent.response = response
    agent.clock += 1
    for (const { call, other, message, spawns: spawning } of reaches) reach(agent, call, other, message, spawning)
    runCell(agent, cell)
    agent.round += 1
    if (agent.round % ROUNDS_PER_TURN === 0 || agent.round === shape.rounds) endTurn(agent, 'completed')
    if (agent.round < shape.rounds) return
    event(agent, agent.clock + 1, { type: 'thread_ended', thread_id: agent.thread, status: 'completed' })
    agent.clock = Infinity
  }

  /** Somebody who is at work: the parent, or one who started before. @param {Agent} agent */
  const pickOther = (agent) => {
    const parent = agents[agent.parent]
    if (parent !== undefined && Number.isFinite(parent.clock) && next() < 0.5) return parent
    const working = agents.filter((other) => other !== agent && Number.isFinite(other.clock))
    return working[Math.floor(next() * working.length)]
  }

  /** @param {Agent} agent */
  const addItems = (agent) => {
    for (let index = 0; index < shape.items; index += 1) {
      const role = index % 2 === 0 ? 'user' : 'assistant'
      const item = {
        type: 'message',
        id: `msg_long_${String(index)}`,
        role,
        content: [
          { type: role === 'user' ? 'input_text' : 'output_text', text: `${String(index)}: ${sentence(next)}` },
        ],
      }
      accept(agent, agent.clock, item)
      agent.fresh.push(item)
    }
  }

  const [root] = agents
  if (root === undefined) throw new RangeError('a run has at least one agent')
  recording.event(0, { type: 'rollout_started', trace_id: rollout, root_thread_id: rollout })
  start(root, 0)
  for (;;) {
    const working = agents.reduce((first, agent) => (agent.clock < first.clock ? agent : first), root)
    if (!Number.isFinite(working.clock)) break
    round(working)
  }
  const last = events.reduce((latest, { at }) => Math.max(latest, at), 0)
  recording.event(last + 1, { type: 'rollout_ended', status: 'completed' })
  recording.event(last + 1, { type: 'recording_completed' })
  return { ...recording.write(), largest }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      agents: { type: 'string', default: '75' },
      rounds: { type: 'string', default: '40' },
      commands: { type: 'string', default: '42000' },
      messages: { type: 'string', default: '5000' },
      items: { type: 'string', default: '0' },
      'payload-mb': { type: 'string', default: '0' },
      'one-line': { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  })
  const [folder] = positionals
  if (folder === undefined) {
    console.error('usage: node bench/generate-run.mjs FOLDER [--agents N] [--rounds N] [--commands N] [--messages N] …')
    process.exit(64)
  }
  const made = generateRun(folder, {
    agents: Number(values.agents),
    rounds: Number(values.rounds),
    commands: Number(values.commands),
    messages: Number(values.messages),
    items: Number(values.items),
    payloadMegabytes: Number(values['payload-mb']),
    oneLine: values['one-line'],
    seed: Number(values.seed),
  })
  console.log(`${String(made.events)} events, ${String(made.payloads)} payloads`)
}
