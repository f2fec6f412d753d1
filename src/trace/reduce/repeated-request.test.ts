/** The short path for repeated requests against the plain path: the same bundle must give the same graph. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBundle } from '../bundle/open-bundle.ts'
import { graphToJson } from '../model/graph-json.ts'
import type { Reduction } from '../model/reduction.ts'
import { recordedBundles, type Files } from '../testkit/fixtures.ts'
import { memorySource } from '../testkit/memory-source.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

async function outcomeOf(files: Files, mode: 'strict' | 'tolerant'): Promise<unknown> {
  try {
    const reduction: Reduction = await (await openBundle(memorySource('test', files))).replay({ mode })
    return { graph: graphToJson(reduction.graph), diagnostics: reduction.diagnostics, verdict: reduction.verdict }
  } catch (error) {
    return String(error)
  }
}

/** Every request behind another number of spaces: no two begin alike, so that none can repeat another. */
function withoutRepetition(files: Files): Files {
  let spaces = 0
  return new Map(
    [...files].map(([path, bytes]) => {
      if (!path.startsWith('payloads/') || !decoder.decode(bytes.subarray(0, 4000)).includes('"input"'))
        return [path, bytes]
      spaces += 1
      return [path, encoder.encode(' '.repeat(spaces) + decoder.decode(bytes))]
    }),
  )
}

describe('recorded bundles', () => {
  it.each(['0.164.0', '0.169.0'])('of %s', { timeout: 60_000 }, async (release) => {
    const eventful = /compact|code_|fork|revert|resume|random|steer|tool_search|messages/
    for (const { name, files } of recordedBundles(release).filter((fixture) => eventful.test(fixture.name))) {
      for (const mode of ['strict', 'tolerant'] as const) {
        expect([name, await outcomeOf(files, mode)]).toEqual([name, await outcomeOf(withoutRepetition(files), mode)])
      }
    }
  })
})

/** One element of a prompt; the number tells variants apart. */
const element = fc.tuple(
  fc.constantFrom(
    'message',
    'call',
    'call',
    'output',
    'reasoning',
    'image',
    'tools',
    'agent',
    'custom',
    'custom_output',
  ),
  fc.integer({ min: 0, max: 1 }),
  fc.boolean(),
)
type Element = readonly [string, number, boolean]

function itemOf([type, variant, named]: Element): Record<string, unknown> {
  const id = named ? { id: `id_${type}_${String(variant)}` } : {}
  const call = `call_${String(variant)}`
  switch (type) {
    case 'call':
      return {
        type: 'function_call',
        ...id,
        name: 'exec_command',
        arguments: `{"n":${String(variant)}}`,
        call_id: call,
      }
    case 'output':
      return { type: 'function_call_output', ...id, call_id: call, output: 'done' }
    case 'custom':
      return {
        type: 'custom_tool_call',
        ...id,
        name: 'exec',
        input: `cell ${String(variant)}`,
        call_id: `cell_${call}`,
      }
    case 'custom_output':
      return { type: 'custom_tool_call_output', ...id, call_id: `cell_${call}`, output: 'cell done' }
    case 'reasoning':
      return { type: 'reasoning', ...id, summary: [], encrypted_content: `blob ${String(variant)}` }
    case 'image':
      return {
        type: 'message',
        ...id,
        role: 'user',
        content: [{ type: 'input_image', image_url: `data:${String(variant)}` }],
      }
    case 'tools':
      return { type: 'additional_tools', tools: [] }
    case 'agent':
      return {
        ...{ type: 'agent_message', ...id, author: '/root/x', recipient: '/root' },
        content: [{ type: 'input_text', text: `note ${String(variant)}` }],
      }
    default:
      return {
        type: 'message',
        ...id,
        role: 'user',
        content: [{ type: 'input_text', text: `text ${String(variant)}` }],
      }
  }
}

/** What happens between two requests. */
const step = fc.record({
  keep: fc.integer({ min: 0, max: 12 }),
  add: fc.array(element, { maxLength: 4 }),
  answer: fc.array(element, { maxLength: 2 }),
  tool: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
  cell: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
  extra: fc.constantFrom('', ',"input":[]', ',"previous_response_id":null', ',"metadata":{"n":1}'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function bundleOf(schema: 1 | 2, steps: readonly Step[]): Files {
  const files = new Map<string, Uint8Array>()
  const lines: string[] = []
  const event = (payload: Record<string, unknown>, context = true) => {
    const about = { thread_id: context ? 't' : null, codex_turn_id: context ? 'u' : null }
    const seq = lines.length + 1
    lines.push(
      JSON.stringify({ schema_version: schema, seq, wall_time_unix_ms: seq, rollout_id: 't', ...about, payload }),
    )
  }
  let payloads = 0
  const payload = (kind: string, text: string) => {
    payloads += 1
    files.set(`payloads/${String(payloads)}.json`, encoder.encode(text))
    return {
      raw_payload_id: `raw_payload:${String(payloads)}`,
      kind: { type: kind },
      path: `payloads/${String(payloads)}.json`,
    }
  }
  event({ type: 'thread_started', thread_id: 't', agent_path: '/root' }, false)
  event({ type: 'codex_turn_started', codex_turn_id: 'u', thread_id: 't' }, false)
  let prompt: Record<string, unknown>[] = []
  steps.forEach(({ keep, add, answer, tool, cell, extra }, at) => {
    prompt = [...prompt.slice(0, Math.max(0, prompt.length - (keep > 9 ? keep - 9 : 0))), ...add.map(itemOf)]
    const call = {
      inference_call_id: `i${String(at)}`,
      thread_id: 't',
      codex_turn_id: 'u',
      model: 'm',
      provider_name: 'p',
    }
    const elements = prompt.map((item) => `\n    ${JSON.stringify(item)}`).join(',')
    const request = payload('inference_request', `{\n  "model": "m",\n  "input": [${elements}\n  ]${extra}\n}`)
    event({ type: 'inference_started', ...call, request_payload: request })
    if (tool !== undefined) {
      const id = `call_${String(tool)}`
      const summary = { type: 'generic', label: 'exec_command' }
      const kind = { type: 'other', name: 'x' }
      event({
        type: 'tool_call_started',
        tool_call_id: `tool_${String(at)}`,
        model_visible_call_id: id,
        requester: { type: 'model' },
        kind,
        summary,
      })
    }
    if (cell !== undefined) {
      const id = `cell_call_${String(cell)}`
      event({ type: 'code_cell_started', runtime_cell_id: `r${String(at)}`, model_visible_call_id: id, source_js: 'x' })
    }
    const items = answer.map(itemOf)
    const response = payload('inference_response', JSON.stringify({ output_items: items }))
    event({ type: 'inference_completed', inference_call_id: call.inference_call_id, response_payload: response })
    prompt = [...prompt, ...items]
  })
  const manifest = {
    trace_id: 'x',
    rollout_id: 't',
    root_thread_id: 't',
    started_at_unix_ms: 0,
    raw_event_log: 'trace.jsonl',
  }
  files.set(
    'manifest.json',
    encoder.encode(JSON.stringify({ schema_version: schema, ...manifest, payloads_dir: 'payloads' })),
  )
  files.set('trace.jsonl', encoder.encode(lines.map((line) => `${line}\n`).join('')))
  return files
}

describe('drawn conversations', () => {
  it.each([1, 2] as const)('of schema %i', { timeout: 60_000 }, async (schema) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const files = bundleOf(schema, steps)
        expect(await outcomeOf(files, 'tolerant')).toEqual(await outcomeOf(withoutRepetition(files), 'tolerant'))
        expect(await outcomeOf(files, 'strict')).toEqual(await outcomeOf(withoutRepetition(files), 'strict'))
      }),
      { numRuns: 200 },
    )
  })
})
