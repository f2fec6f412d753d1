/** Bundles made to harm: what is told, where, and that a graph comes all the same. Sizes are claimed by sources, not written. */
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { TraceError } from '../base/errors.ts'
import { openDirectory } from '../node/directory-source.ts'
import { reductionToJson } from '../testkit/reduction-json.ts'
import type { Reduction } from '../model/reduction.ts'
import { buildIndex, lanes, overview } from '../query/index.ts'
import { drawRun, type DrawnBundle } from '../testkit/draw-bundle.ts'
import { fixturesFolder } from '../testkit/fixtures.ts'
import { memorySource } from '../testkit/memory-source.ts'
import { openBundle } from './open-bundle.ts'
import type { BundleSource } from './source.ts'

const GiB = 1024 ** 3

async function reduced(source: BundleSource): Promise<Reduction> {
  return (await openBundle(source)).replay({ mode: 'tolerant' })
}

async function refusalOf(source: BundleSource): Promise<string> {
  const error: unknown = await openBundle(source)
    .then((bundle) => bundle.replay({ mode: 'strict' }))
    .catch((thrown: unknown) => thrown)
  return error instanceof TraceError ? error.message : 'accepted'
}

/** Encoded once, not at every read. */
function asBytes({ files }: DrawnBundle): BundleSource {
  const encoder = new TextEncoder()
  return memorySource('m', new Map([...files].map(([file, text]) => [file, encoder.encode(text)])))
}

/** One `file` has `size` bytes, all of them `byte`, and is never held by anybody but the reader. */
function withHuge(source: BundleSource, file: string, size: number, byte = 0): BundleSource {
  return {
    name: source.name,
    stat: (entry) => (entry === file ? Promise.resolve({ size, mtimeMs: 0 }) : source.stat(entry)),
    read: (entry, offset, length) =>
      entry === file
        ? Promise.resolve(new Uint8Array(Math.max(0, Math.min(length, size - offset))).fill(byte))
        : source.read(entry, offset, length),
    close: () => source.close(),
  }
}

const call =
  'inference_started inference_call_id=i1 thread_id=root codex_turn_id=t1 model=m provider_name=p request_payload=items(user hi)'

describe('what is too large to be held', () => {
  it('is a payload that the graph lacks', async () => {
    const { graph, diagnostics } = await reduced(withHuge(drawRun(call).source, 'payloads/1.json', 40 * GiB))
    expect(diagnostics.map(({ code, seq, object }) => [code, seq, object])).toEqual([
      ['payload_too_large', 4, 'raw_payload:1'],
    ])
    expect([...graph.inference_calls.keys()]).toEqual(['i1'])
  })

  it('is a payload that nobody needs', async () => {
    const { source } = drawRun('[root t1] protocol_event_observed event_type=x event_payload={}')
    const { diagnostics } = await reduced(withHuge(source, 'payloads/1.json', 40 * GiB))
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([['payload_too_large', 'payloads/1.json']])
  })

  it('is refused by strict, which says why', async () => {
    expect(await refusalOf(withHuge(drawRun(call).source, 'payloads/1.json', 40 * GiB))).toBe(
      'open payload raw_payload:1: payloads/1.json has 40960 MiB, more than the 256 MiB that are held at once',
    )
  })

  it('is a manifest that is none', async () => {
    await expect(openBundle(withHuge(drawRun('').source, 'manifest.json', GiB))).rejects.toMatchObject({
      code: 'file_too_large',
    })
  })

  it.each([0, 0x20])('is a log of one line of bytes %i', async (byte) => {
    const source = withHuge(drawRun('').source, 'trace.jsonl', GiB / 4, byte)
    const { diagnostics, graph } = await reduced(source)
    expect([diagnostics.map(({ code, line }) => [code, line]), graph.threads.size]).toEqual([[['line_too_long', 1]], 0])
    expect(await refusalOf(source)).toBe('line 1 is too long')
  })
})

describe('numbers', () => {
  it('that JSON.parse would change stay as they were recorded', async () => {
    const numbers = '{"a":1E5,"b":-0,"c":1.10,"d":9007199254740993,"e":123456789012345678901234567890}'
    const { source } = drawRun(
      `[root t1] tool_call_started tool_call_id=c1 model_visible_call_id=c1 requester={"type":"model"} kind={"type":"web"} summary={"type":"generic","label":"web","input_preview":null,"output_preview":null} invocation_payload={"tool_name":"x","payload":{"type":"function","arguments":${JSON.stringify(numbers)}}}`,
    )
    const items = `items(call c1 ${numbers})`
    const bundle = drawRun(call.replace('items(user hi)', items)).source
    expect((await reduced(source)).diagnostics).toEqual([])
    const [item] = (await reduced(bundle)).graph.conversation_items.values()
    expect(JSON.stringify(item?.body)).toContain('1.10')
  })

  it('too large to count with are told and never become others silently', async () => {
    const { source } = drawRun('', {
      tail: `{"schema_version":2,"seq":9007199254740993,"wall_time_unix_ms":1e400,"rollout_id":"rollout","payload":{"type":"rollout_ended","status":"completed"}}\n`,
    })
    const { diagnostics, verdict } = await reduced(source)
    expect(verdict.accepted).toBe(false)
    expect(diagnostics.map(({ line }) => line)).toContain(4)
  })
})

describe('names and text', () => {
  it('that mean something to JavaScript are ids like others', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const { graph } = await reduced(
      drawRun(names.map((name) => `thread_started thread_id=${name} agent_path=/${name}`).join('\n')).source,
    )
    expect([...graph.threads.keys()]).toEqual(expect.arrayContaining(names))
    const json: unknown = JSON.parse(JSON.stringify(reductionToJson(await reduced(drawRun('').source))))
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype)
  })

  it.each([
    ['carriage returns', (log: string) => log.replaceAll('\n', '\r\n'), []],
    ['a byte-order mark', (log: string) => `\ufeff${log}`, [['line_not_json', 1]]],
    ['a line of NULs', (log: string) => `${'\0'.repeat(1000)}\n${log}`, [['line_not_json', 1]]],
    ['half characters', (log: string) => log.replace('/root', '/ro\\ud800ot'), [['line_not_json', 2]]],
  ] as const)('%s', async (_, change, told) => {
    const { files } = drawRun('', { schema: 1 })
    const log = change(files.get('trace.jsonl') ?? '')
    const { diagnostics } = await reduced(memorySource('m', new Map([...files, ['trace.jsonl', log]])))
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code, line }) => [code, line])).toEqual(
      told,
    )
  })

  it('of two members with one name the last counts, as for the reference', async () => {
    const { files } = drawRun('')
    const log = (files.get('trace.jsonl') ?? '').replace('"agent_path"', '"agent_path":"/first","agent_path"')
    const { graph } = await reduced(memorySource('m', new Map([...files, ['trace.jsonl', log]])))
    expect([...graph.threads.values()].map(({ agent_path }) => agent_path)).toEqual(['/root'])
  })
})

describe('many and cyclic', () => {
  it('100,000 threads are read, and shown', async () => {
    const threads = Array.from(
      { length: 100_000 },
      (_, at) => `thread_started thread_id=t${String(at)} agent_path=/t${String(at)}`,
    )
    const bundle = await openBundle(asBytes(drawRun(threads.join('\n'))))
    const index = buildIndex(await bundle.replay({ mode: 'tolerant' }), bundle.events)
    const facts = { name: 'm', complete: true, hasEvidence: true, manifestSchemaVersion: 2 }
    expect([overview(index, facts).counts.threads, lanes(index).lanes.length]).toEqual([100_001, 100_001])
  })

  it('a chain of 20,000 parents, and parents in a circle, are no endless way up', async () => {
    const source = openDirectory(path.join(fixturesFolder, 'hostile/cyclic-parents'))
    const circle = buildIndex(await reduced(source))
    await source.close()
    expect(lanes(circle).lanes.length).toBeGreaterThan(2)
    const spawned = (at: number): string =>
      `thread_started thread_id=t${String(at)} agent_path=/t${String(at)} metadata_payload=${JSON.stringify({
        session_source: {
          subagent: { thread_spawn: { parent_thread_id: at === 0 ? 'root' : `t${String(at - 1)}` } },
        },
      })}`
    const chain = buildIndex(
      await reduced(drawRun(Array.from({ length: 20_000 }, (_, at) => spawned(at)).join('\n')).source),
    )
    expect(Math.max(...lanes(chain).lanes.map(({ depth }) => depth))).toBe(20_000)
  })

  it.each(['deep-payload', 'deep-event', 'unclosed-event'])('%s is told', async (name) => {
    const source = openDirectory(path.join(fixturesFolder, 'hostile', name))
    const { diagnostics } = await reduced(source)
    await source.close()
    expect(diagnostics.length).toBeGreaterThan(0)
  })
})
