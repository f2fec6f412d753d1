import { beforeAll, describe, expect, it } from 'vitest'
import type { ComparisonOutline, DifferenceStop } from '../../shared/view-models/compare.ts'
import { openBundle } from '../../trace/bundle/open-bundle.ts'
import { samples, sourceOf } from '../../trace/testkit/fixtures.ts'
import { lanes } from '../../trace/query/index.ts'
import { textAt } from '../../trace/query/string-column.ts'
import { compareAnswers } from './compare-answers.ts'
import { TraceSession } from './trace-session.ts'

const sides = { session: 'one', other: 'two', ignoreReasoning: false }

async function opened(name: string): Promise<TraceSession> {
  const fixture = samples('0.169.0').find((each) => each.name === `samples/0.169.0/${name}`)
  if (fixture === undefined) throw new Error(`${name} is not among the samples`)
  const bundle = await openBundle(sourceOf(fixture))
  return await new Promise<TraceSession>((resolve, reject) => {
    const trace = new TraceSession(
      { kind: 'bundle', bundle, growth: { kind: 'impossible', why: 'archive' } },
      {
        onProgress: () => undefined,
        onChanged: ({ complete }) => {
          if (complete) resolve(trace)
        },
        onLive() {},
        onFileChanged() {},
        onFailed: reject,
      },
    )
    trace.load()
  })
}

function stop(outline: ComparisonOutline, what: DifferenceStop['what']): DifferenceStop {
  const found = outline.stops.find((each) => each.what === what)
  if (found === undefined) throw new Error(`no stop of ${what}`)
  return found
}

let base: TraceSession
let decision: TraceSession
let outline: ComparisonOutline

beforeAll(async () => {
  base = await opened('pair_base')
  decision = await opened('pair_decision')
  outline = await compareAnswers['compare/outline'](base, decision, sides)
})

describe('the outline', () => {
  it('opens with the first divergence and lists each difference once', () => {
    expect(outline.firstOutput?.text).toBe(
      'first output difference at call 5 of /root/survey (the input is equal apart from ids and times)',
    )
    expect(outline.stops.map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "/root/survey, call 5: output differs",
        "/root/survey, call 6: input differs (the result of a tool)",
        "/root/survey, call 6: output differs",
        "/root, call 5: input differs (a message from another agent)",
        "/root/survey to /root: agent_result differs",
      ]
    `)
  })

  it('is made once for the same graphs', async () => {
    const again = await compareAnswers['compare/outline'](base, decision, sides)
    expect(again.agents.map(({ deltas }) => deltas)).toEqual(outline.agents.map(({ deltas }) => deltas))
    expect(again.warnings).toBe(outline.warnings)
  })

  it('leaves reasoning out when asked', async () => {
    const reasoning = await opened('pair_reasoning')
    const all = await compareAnswers['compare/outline'](base, reasoning, sides)
    const without = await compareAnswers['compare/outline'](base, reasoning, { ...sides, ignoreReasoning: true })
    expect([all.stopsTotal > 0, without.stopsTotal]).toEqual([true, 0])
  })
})

describe('an aligned conversation', () => {
  it('shows what differs by word, and can leave out the rest', async () => {
    const agent = outline.firstOutput?.agent ?? -1
    const window = { ...sides, agent, from: 0, limit: 500 }
    const all = await compareAnswers['compare/conversation'](base, decision, { ...window, onlyDifferences: false })
    const only = await compareAnswers['compare/conversation'](base, decision, { ...window, onlyDifferences: true })
    expect(only.total).toBeLessThan(all.total)
    expect(all.rows.filter((row) => row.type === 'item' && row.state !== 'same')).toHaveLength(only.differing.length)
    const changed = only.rows.flatMap((row) => (row.type === 'item' && row.state === 'changed' ? [row] : []))
    expect(changed.map(({ a, b }) => [a?.title, marked(a?.preview), marked(b?.preview)])).toMatchInlineSnapshot(`
      [
        [
          "reasoning",
          [
            "list",
            "The two groups must add up to all guests",
          ],
          [
            "names",
            "A misspelt name would be embarrassing",
          ],
        ],
        [
          "exec_command",
          [
            "wc",
            "l <",
          ],
          [
            "cut",
            "d, -f1",
            " | paste -sd\\",
            " \\""",
          ],
        ],
        [
          "exec_command result",
          [
            "1",
            "6",
          ],
          [
            "7",
            "Ada Bo Cleo Dora Emil Finn",
          ],
        ],
        [
          "assistant message",
          [
            "The groups add up",
            "written",
          ],
          [
            "I compared every name with the list",
            "right",
          ],
        ],
      ]
    `)
  })

  it('finds the row and the counterpart of an object of either side', async () => {
    const { a, b, agent } = stop(outline, 'output')
    if (a === null || b === null) throw new Error('the decision has two sides')
    for (const [side, ref] of [
      ['a', a],
      ['b', b],
    ] as const) {
      const found = await compareAnswers['compare/counterpart'](base, decision, {
        ...sides,
        side,
        ref,
        onlyDifferences: false,
      })
      expect(found).toMatchObject({ a, b, agent })
      const window = { ...sides, agent, onlyDifferences: false, from: found.row, limit: 1 }
      const { rows } = await compareAnswers['compare/conversation'](base, decision, window)
      expect(rows).toMatchObject([{ type: 'item', state: 'changed' }])
    }
  })
})

function marked(preview: readonly { readonly text: string; readonly mark: string }[] | undefined): readonly string[] {
  return preview?.filter(({ mark }) => mark === 'changed').map(({ text }) => text) ?? []
}

describe('the details of a pair', () => {
  it('of calls say what was answered and what was sent', async () => {
    const { a, b } = stop(outline, 'output')
    const detail = await compareAnswers['compare/detail'](base, decision, { ...sides, a, b })
    expect(detail.texts.filter(({ equality }) => equality === 'different').map(({ title, form }) => [title, form]))
      .toMatchInlineSnapshot(`
      [
        [
          "answer: reasoning",
          "text",
        ],
        [
          "answer: exec_command",
          "json",
        ],
      ]
    `)
    expect(detail.lists.map(({ title, total, same }) => [title, total === same])).toEqual([['Sent to the model', true]])
  })

  it('of what only one side has show that side', async () => {
    const { a } = stop(outline, 'output')
    const detail = await compareAnswers['compare/detail'](base, decision, { ...sides, a, b: null })
    expect(detail.facts.every((fact) => fact.b === null)).toBe(true)
  })

  it('of every pair that differs can be had', async () => {
    for (const { a, b } of outline.stops)
      expect(await compareAnswers['compare/detail'](base, decision, { ...sides, a, b })).toMatchObject({ a, b })
  })

  it('of two contexts compare instructions and tools', async () => {
    const system = await opened('pair_system')
    const first = (trace: TraceSession) =>
      ({ kind: 'inference_call', id: [...trace.index.graph.inference_calls.keys()][0] ?? '' }) as const
    const detail = await compareAnswers['compare/context'](base, system, { ...sides, a: first(base), b: first(system) })
    expect(detail.texts.map(({ title, equality }) => [title, equality])).toMatchInlineSnapshot(`
      [
        [
          "item: developer message",
          "different",
        ],
      ]
    `)
    expect(detail.lists.map(({ title, total, same }) => [title, total - same])).toMatchInlineSnapshot(`
      [
        [
          "Tools",
          0,
        ],
        [
          "Items of the prompt",
          1,
        ],
      ]
    `)
    expect(detail.facts.filter(({ differs }) => differs === 'yes').map(({ name }) => name)).toMatchInlineSnapshot(`[]`)
  })

  it('reach every level: patches, results, terminals, messages, agents', async () => {
    const [a, b] = [await opened('showcase'), await opened('showcase_b')]
    const { tool_calls, terminal_operations, interaction_edges, threads } = a.index.graph
    const patches = [...tool_calls.values()].filter(({ kind }) => kind.type === 'apply_patch')
    const commands = [...tool_calls.values()].filter(({ kind }) => kind.type === 'exec_command')
    const levels = {
      patch: patches.map((call) => ({ kind: 'tool_call', id: call.tool_call_id }) as const),
      command: commands.map((call) => ({ kind: 'tool_call', id: call.tool_call_id }) as const),
      terminal: [...terminal_operations.keys()].map((id) => ({ kind: 'terminal_operation', id }) as const),
      edge: [...interaction_edges.keys()].map((id) => ({ kind: 'interaction_edge', id }) as const),
      agent: [...threads.keys()].map((id) => ({ kind: 'thread', id }) as const),
    }
    const found: Record<string, unknown> = {}
    for (const [level, refs] of Object.entries(levels))
      for (const ref of refs) {
        const place = { ...sides, side: 'a', ref, onlyDifferences: false } as const
        const { a: left, b: right } = await compareAnswers['compare/counterpart'](a, b, place)
        if (left === null || right === null) continue
        const detail = await compareAnswers['compare/detail'](a, b, { ...sides, a: left, b: right })
        const texts = detail.texts
          .filter(({ equality }) => equality === 'different')
          .map(({ title, form }) => [title, form])
        const lists = detail.lists.filter(({ total, same }) => total > same).map(({ title }) => title)
        if (texts.length + lists.length > 0) found[level] ??= { texts, lists }
      }
    expect(found).toMatchInlineSnapshot(`
      {
        "agent": {
          "lists": [
            "Inference calls",
            "Tool calls",
            "Messages between agents",
          ],
          "texts": [],
        },
        "command": {
          "lists": [],
          "texts": [
            [
              "Result the model saw",
              "terminal",
            ],
            [
              "Standard output",
              "terminal",
            ],
          ],
        },
        "edge": {
          "lists": [],
          "texts": [
            [
              "What was sent",
              "text",
            ],
          ],
        },
        "patch": {
          "lists": [],
          "texts": [
            [
              "Arguments",
              "patch",
            ],
          ],
        },
        "terminal": {
          "lists": [],
          "texts": [
            [
              "Standard output",
              "terminal",
            ],
          ],
        },
      }
    `)
  })

  it('of compactions set beside each other what they took in and left', async () => {
    const [a, b] = [await opened('showcase'), await opened('showcase_b')]
    const [id] = a.index.graph.compactions.keys()
    if (id === undefined) throw new Error('showcase has no compaction')
    const place = { ...sides, side: 'a', ref: { kind: 'compaction', id }, onlyDifferences: false } as const
    const pair = await compareAnswers['compare/counterpart'](a, b, place)
    expect(pair.b?.kind).toBe('compaction')
    const { lists } = await compareAnswers['compare/detail'](a, b, { ...sides, a: pair.a, b: pair.b })
    expect(lists.map(({ title, total, same }) => [title, total > 0, total - same])).toMatchInlineSnapshot(`
      [
        [
          "Left in the history",
          true,
          0,
        ],
        [
          "Taken in",
          true,
          0,
        ],
      ]
    `)
  })

  it('of unknown objects are refused', async () => {
    const a = { kind: 'inference_call', id: 'nothing' } as const
    await expect(compareAnswers['compare/detail'](base, decision, { ...sides, a, b: null })).rejects.toMatchObject({
      failure: { code: 'unknown_object' },
    })
  })
})

describe('the lanes of both sides', () => {
  const allLanes = { ...sides, onlyDifferences: false, agent: null }

  it('stand in one order, with an empty lane for an agent of the other side', async () => {
    const extra = await opened('pair_extra_agent')
    const { a, b, stops } = await compareAnswers['compare/lanes'](base, extra, allLanes)
    expect(a.lanes.map(({ path }) => path)).toEqual(b.lanes.map(({ path }) => path))
    expect(a.lanes.filter(({ absent }) => absent).map(({ path }) => path)).toEqual(['/root/taste'])
    expect(b.lanes.filter(({ absent }) => absent)).toEqual([])
    expect([a.stepUnits?.length, b.stepUnits?.length]).toEqual([a.steps.length, b.steps.length])
    expect(stops.length).toBeGreaterThan(0)
  })

  it('keep every slice in its own lane and under its own parent', async () => {
    const plain = lanes(base.index)
    const { a } = await compareAnswers['compare/lanes'](base, decision, allLanes)
    const drawn = ({ slices, strings, lanes: list }: typeof a) =>
      Array.from({ length: slices.count }, (_, at) => {
        const name = (slice: number) => textAt(strings, slices.id[slice] ?? -1)
        return [
          name(at),
          list[slices.lane[at] ?? -1]?.threadId,
          name(slices.parent[at] ?? -1),
          slices.startSeq[at],
        ].join(' ')
      }).sort()
    expect(drawn(a)).toEqual(drawn(plain))
    for (const [at, lane] of a.lanes.entries())
      expect([...a.slices.lane.slice(lane.first, lane.end)].every((of) => of === at)).toBe(true)
  })

  it('are those of one agent, alone and without a place for differences of others', async () => {
    const outline = await compareAnswers['compare/outline'](base, decision, sides)
    const agent = outline.agents.findIndex(({ pathA }) => pathA === '/root/survey')
    const { a, b, stops } = await compareAnswers['compare/lanes'](base, decision, { ...allLanes, agent })
    for (const { lanes: list, edges, slices } of [a, b]) {
      expect(list).toMatchObject([{ path: '/root/survey', depth: 0, parent: -1 }])
      expect([...slices.lane].every((lane) => lane === 0)).toBe(true)
      expect(edges.count).toBe(0)
    }
    const everywhere = await compareAnswers['compare/lanes'](base, decision, allLanes)
    expect([...stops].map(Number.isNaN)).toEqual(
      outline.stops.map((stop, at) => stop.agent !== agent || Number.isNaN(everywhere.stops[at])),
    )
    expect(a.stepUnits).toEqual(everywhere.a.stepUnits)
  })

  it('leave out agents without a difference, and mark what is the same of the others', async () => {
    const outline = await compareAnswers['compare/outline'](base, decision, sides)
    const { a, b } = await compareAnswers['compare/lanes'](base, decision, { ...allLanes, onlyDifferences: true })
    const differing = outline.agents.filter(({ state }) => state !== 'same').map(({ pathA }) => pathA)
    expect(a.lanes.map(({ path }) => path)).toEqual(differing)
    expect(differing.length).toBeLessThan(outline.agents.length)
    for (const { slices, alike } of [a, b])
      expect([alike?.length, new Set(alike)]).toEqual([slices.count, new Set([0, 1])])
    const itself = await compareAnswers['compare/lanes'](base, base, { ...allLanes, onlyDifferences: true })
    expect([itself.a.lanes, itself.b.lanes]).toEqual([[], []])
  })
})
