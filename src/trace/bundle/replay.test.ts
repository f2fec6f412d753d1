/** How a replay goes on: chunks, prefixes, growing logs, cancelling, snapshots. What events mean is tested in reduce/. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reductionToJson } from '../testkit/reduction-json.ts'
import type { Reduction } from '../model/reduction.ts'
import { drawRun } from '../testkit/draw-bundle.ts'
import { fixture, sourceOf } from '../testkit/fixtures.ts'
import { memorySource } from '../testkit/memory-source.ts'
import { openBundle } from './open-bundle.ts'
import type { BundleSource } from './source.ts'

const tolerant = { mode: 'tolerant' } as const
const recorded = fixture('recorded/0.169.0/messages')

function jsonOf(reduction: Reduction): unknown {
  return JSON.parse(JSON.stringify(reductionToJson(reduction)))
}

/** The fixture's log as far as `visible()` bytes, read in pieces of at most `most`. */
function growing(visible: () => number, most: () => number): BundleSource {
  const whole = sourceOf(recorded)
  const isLog = (path: string) => path === 'trace.jsonl'
  return {
    ...whole,
    stat: async (path) => {
      const facts = await whole.stat(path)
      return facts && isLog(path) ? { ...facts, size: visible() } : facts
    },
    read: (path, offset, length) =>
      whole.read(path, offset, isLog(path) ? Math.max(0, Math.min(length, most(), visible() - offset)) : length),
  }
}

const logSize = recorded.files.get('trace.jsonl')?.length ?? 0

async function inOneGo(): Promise<unknown> {
  return jsonOf(await (await openBundle(sourceOf(recorded))).replay(tolerant))
}

describe('a log that grows', () => {
  it('ends with the same graph, whatever arrives when', async () => {
    const expected = await inOneGo()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(logSize), { maxLength: 6 }),
        fc.integer({ min: 1, max: 5000 }),
        async (stops, most) => {
          let visible = 0
          const bundle = await openBundle(
            growing(
              () => visible,
              () => most,
            ),
          )
          for (const stop of [...stops.sort((a, b) => a - b), logSize]) {
            visible = stop
            await bundle.replay(tolerant)
          }
          expect(jsonOf(bundle.snapshot())).toEqual(expected)
        },
      ),
      { numRuns: 15 },
    )
  })

  it('gives the same graph byte by byte', async () => {
    const { source } = drawRun(
      'inference_started inference_call_id=i1 thread_id=root codex_turn_id=t1 model=m provider_name=p request_payload=items(user hi)',
    )
    const slow: BundleSource = {
      ...source,
      read: (path, offset, length) => source.read(path, offset, Math.min(1, length)),
    }
    // Other files are read whole by one call, so only the log may be slow.
    const onlyLog: BundleSource = {
      ...slow,
      read: (path, ...rest) => (path === 'trace.jsonl' ? slow : source).read(path, ...rest),
    }
    const [fast, small] = [await openBundle(source), await openBundle(onlyLog)]
    expect(jsonOf(await small.replay(tolerant))).toEqual(jsonOf(await fast.replay(tolerant)))
    expect(small.events.count).toBe(fast.events.count)
  })

  it('reads anew when a last line that was a whole event goes on', async () => {
    const log = new TextDecoder().decode(recorded.files.get('trace.jsonl'))
    const [first = ''] = log.split('\n')
    let visible = 0
    // A blank start of a line and a whole event are both more than they seem.
    const files = new Map([...recorded.files, ['trace.jsonl', new TextEncoder().encode(log.replace('\n', ' 1\n  '))]])
    const whole = memorySource('whole', files)
    const bundle = await openBundle({
      ...whole,
      read: (path, offset, length) =>
        whole.read(path, offset, path === 'trace.jsonl' ? Math.max(0, Math.min(length, visible - offset)) : length),
    })
    for (visible of [first.length, first.length + 4, first.length + 5, logSize + 100]) await bundle.replay(tolerant)
    expect(jsonOf(bundle.snapshot())).toEqual(jsonOf(await (await openBundle(whole)).replay(tolerant)))
  })

  it('takes what the manifest lacks from the first line, whenever that comes', async () => {
    const whole = memorySource(
      'whole',
      new Map<string, string | Uint8Array>([...recorded.files]).set('manifest.json', '{}'),
    )
    let visible = 0
    const isLog = (path: string) => path === 'trace.jsonl'
    const bundle = await openBundle({
      ...whole,
      read: (path, offset, length) =>
        whole.read(path, offset, isLog(path) ? Math.max(0, Math.min(length, visible - offset)) : length),
    })
    const firstLine = recorded.files.get('trace.jsonl')?.indexOf(10) ?? 0
    // The line is taken before its end is there, too.
    for (const stop of [0, 10, firstLine, firstLine + 1, logSize]) {
      visible = stop
      await bundle.replay(tolerant)
    }
    expect(bundle.manifest.started_at_unix_ms).toBeGreaterThan(0)
    expect(jsonOf(bundle.snapshot())).toEqual(jsonOf(await (await openBundle(whole)).replay(tolerant)))
  })

  it('tells a cut last line only as long as it is cut', async () => {
    let visible = logSize - 10
    const bundle = await openBundle(
      growing(
        () => visible,
        () => logSize,
      ),
    )
    expect((await bundle.replay(tolerant)).diagnostics.map(({ code }) => code)).toEqual(['line_cut_off'])
    visible = logSize
    const reduction = await bundle.replay(tolerant)
    expect([reduction.diagnostics, reduction.verdict]).toEqual([[], { accepted: true }])
  })
})

describe('a recording that goes on', () => {
  const patient = { ...tolerant, patient: true } as const
  const events = `
    inference_started inference_call_id=i1 thread_id=root codex_turn_id=t1 model=m provider_name=p request_payload=items(user hi)
    inference_completed inference_call_id=i1 response_payload=items(assistant hello)
    rollout_ended status=completed
  `

  it('waits for a payload that is named before it is there, or before it is whole', async () => {
    const { files } = drawRun(events)
    const response = files.get('payloads/2.json') ?? ''
    files.delete('payloads/2.json')
    const bundle = await openBundle(memorySource('m', files))
    const early = await bundle.replay(patient)
    expect([bundle.waitingFor, early.diagnostics, early.graph.status]).toEqual(['payloads/2.json', [], 'running'])
    files.set('payloads/2.json', response.slice(0, 5))
    await bundle.replay(patient)
    expect([bundle.waitingFor, bundle.events.count]).toEqual(['payloads/2.json', 4])
    files.set('payloads/2.json', response)
    const whole = await (await openBundle(memorySource('m', files))).replay(tolerant)
    expect(jsonOf(await bundle.replay(patient))).toEqual(jsonOf(whole))
    expect([bundle.waitingFor, bundle.events.count]).toEqual([undefined, 6])
  })

  it('goes on without it when told to, and reads anew if it comes after all', async () => {
    const { files } = drawRun(events)
    const request = files.get('payloads/1.json') ?? ''
    files.set('payloads/1.json', request.slice(0, 5))
    const bundle = await openBundle(memorySource('m', files))
    await bundle.replay(patient)
    const without = await bundle.replay(tolerant)
    expect([without.diagnostics.map(({ code }) => code), without.graph.status]).toEqual([
      ['payload_malformed'],
      'completed',
    ])
    expect((await bundle.replay(patient)).diagnostics.length).toBe(1)
    files.set('payloads/1.json', request)
    const whole = await (await openBundle(memorySource('m', files))).replay(tolerant)
    expect(jsonOf(await bundle.replay(patient))).toEqual(jsonOf(whole))
  })

  it('ends as a fresh opening would, whatever came when', async () => {
    const whole = [...recorded.files].filter(([file]) => file !== 'manifest.json')
    const size = logSize
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(size), fc.nat(whole.length), fc.boolean()), { maxLength: 8 }),
        async (steps) => {
          const files = new Map<string, Uint8Array>()
          const manifest = recorded.files.get('manifest.json')
          if (manifest !== undefined) files.set('manifest.json', manifest)
          files.set('trace.jsonl', new Uint8Array(0))
          const bundle = await openBundle(memorySource('m', files))
          let logged = 0
          for (const [more, payloads, isPatient] of steps) {
            logged = Math.max(logged, more)
            files.set('trace.jsonl', recorded.files.get('trace.jsonl')?.subarray(0, logged) ?? new Uint8Array(0))
            for (const [file, bytes] of whole.slice(0, payloads)) if (file !== 'trace.jsonl') files.set(file, bytes)
            for (const [file, bytes] of whole.slice(payloads, payloads + 1)) {
              if (file !== 'trace.jsonl' && !files.has(file)) files.set(file, bytes.subarray(0, bytes.length / 2))
            }
            await bundle.replay({ ...tolerant, patient: isPatient })
          }
          for (const [file, bytes] of whole) files.set(file, bytes)
          expect(jsonOf(await bundle.replay(patient))).toEqual(await inOneGo())
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('any prefix', () => {
  it('opens, and its graph is the graph so far of the whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(logSize), async (visible) => {
        const bundle = await openBundle(
          growing(
            () => visible,
            () => logSize,
          ),
        )
        const { graph } = await bundle.replay(tolerant)
        expect(graph.rollout_id).toBe(bundle.manifest.rollout_id)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a replay', () => {
  it('gives the same twice', async () => {
    expect(await inOneGo()).toEqual(await inOneGo())
  })

  it('gives the same without an index of events, and tells their number', async () => {
    const bundle = await openBundle(sourceOf(recorded), { indexed: false })
    const told: number[] = []
    const reduction = await bundle.replay({ ...tolerant, onProgress: ({ events }) => told.push(events) })
    const indexed = await openBundle(sourceOf(recorded))
    expect(jsonOf(reduction)).toEqual(jsonOf(await indexed.replay(tolerant)))
    expect(bundle.events.count).toBe(0)
    expect(told.at(-1)).toBe(indexed.events.count)
  })

  it('leaves snapshots as they were', async () => {
    let visible = Math.floor(logSize / 2)
    const bundle = await openBundle(
      growing(
        () => visible,
        () => logSize,
      ),
    )
    await bundle.replay(tolerant)
    const early = bundle.snapshot()
    const before = jsonOf(early)
    visible = logSize
    const late = await bundle.replay(tolerant)
    expect(jsonOf(early)).toEqual(before)
    expect(late.graph.conversation_items.size).toBeGreaterThan(early.graph.conversation_items.size)
  })

  it('stops when it is cancelled and can be taken up again', async () => {
    const bundle = await openBundle(sourceOf(recorded))
    const signal = { aborted: false }
    const onProgress = () => {
      signal.aborted = true
    }
    await expect(bundle.replay({ ...tolerant, signal, onProgress })).rejects.toMatchObject({ code: 'cancelled' })
    expect(jsonOf(await bundle.replay(tolerant))).toEqual(await inOneGo())
  })

  it('tells progress in bytes that end where the total is', async () => {
    const bundle = await openBundle(sourceOf(recorded))
    const seen: { bytesRead: number; bytesTotal: number }[] = []
    await bundle.replay({ ...tolerant, onProgress: (progress) => seen.push(progress) })
    expect(seen.every(({ bytesRead, bytesTotal }) => bytesRead <= bytesTotal)).toBe(true)
    expect(seen.at(-1)?.bytesRead).toBe(seen.at(-1)?.bytesTotal)
  })

  it('empties derived when asked to, and nothing else changes', async () => {
    const plain = await (await openBundle(sourceOf(recorded))).replay({ ...tolerant, enrich: false })
    expect(plain.derived.interaction_edges.size).toBe(0)
    expect(reductionToJson(plain, { strict: true })).toEqual(
      reductionToJson(await (await openBundle(sourceOf(recorded))).replay(tolerant), { strict: true }),
    )
  })
})

describe('opening', () => {
  const open = (files: Record<string, string>) => openBundle(memorySource('m', new Map(Object.entries(files))))

  it.each([
    ['no manifest', { 'trace.jsonl': '' }, 'manifest_missing'],
    ['a manifest that is no JSON', { 'manifest.json': '{', 'trace.jsonl': '' }, 'manifest_malformed'],
    ['a manifest that is no object', { 'manifest.json': '[]', 'trace.jsonl': '' }, 'manifest_malformed'],
    ['no log', { 'manifest.json': '{"schema_version":2}' }, 'log_missing'],
  ])('refuses %s', async (_, files, code) => {
    await expect(open(files)).rejects.toMatchObject({ code })
  })

  it('takes what a manifest lacks from the log', async () => {
    const { files } = drawRun('')
    const bundle = await openBundle(memorySource('m', new Map([...files, ['manifest.json', '{}']])))
    expect(bundle.manifest).toEqual({
      schema_version: 2,
      trace_id: 'trace',
      rollout_id: 'rollout',
      root_thread_id: 'root',
      started_at_unix_ms: 1010,
    })
    const reduction = await bundle.replay(tolerant)
    expect(reduction.verdict).toMatchObject({ accepted: false, code: 'manifest_malformed', file: 'manifest.json' })
    expect(reduction.graph.threads.size).toBe(1)
  })

  it('reads a schema of the future by the newest rules and says so', async () => {
    const bundle = await openBundle(drawRun('', { schema: 7 }).source)
    const { verdict, diagnostics, graph } = await bundle.replay(tolerant)
    expect(verdict).toMatchObject({ code: 'schema_unsupported' })
    expect(diagnostics.map(({ code }) => code)).toEqual(['schema_unsupported'])
    expect(graph.threads.size).toBe(1)
  })
})
