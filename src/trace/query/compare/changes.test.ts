/** A recorded run against itself with one change made to its graph: the comparison finds that change and nothing else. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { graphFromJson } from '../../model/graph-json.ts'
import { samples } from '../../testkit/fixtures.ts'
import type { Comparison } from '../../../shared/view-models/compare.ts'
import { compareTraces, type ComparedTrace } from './index.ts'
import { noTexts } from './texts.ts'

const stateForm = z.looseObject({
  conversation_items: z.record(
    z.string(),
    z.looseObject({ item_id: z.string(), kind: z.string(), thread_id: z.string() }),
  ),
  inference_calls: z.record(
    z.string(),
    z.looseObject({
      inference_call_id: z.string(),
      thread_id: z.string(),
      request_item_ids: z.array(z.string()),
      execution: z.looseObject({ started_seq: z.number() }),
    }),
  ),
  threads: z.record(z.string(), z.looseObject({ conversation_item_ids: z.array(z.string()) })),
})
type State = z.infer<typeof stateForm>

function recorded(): State {
  const fixture = samples('0.169.0').find(({ name }) => name.endsWith('/pair_base'))
  if (fixture?.answer.result !== 'state') throw new Error('pair_base has no graph')
  return stateForm.parse(JSON.parse(fixture.answer.state))
}

function traceOf(state: State, name: string): ComparedTrace {
  const derived = {
    ...{ interaction_edges: new Map(), terminal_results: new Map(), tool_call_ids_started_by_response: new Map() },
    missing_threads: [],
  }
  const verdict = { accepted: true } as const
  const graph = graphFromJson(state)
  const reduction = { graph, version: 1 as const, verdict, diagnostics: [], derived, marks: new Map() }
  return { name, lastEventAt: undefined, texts: noTexts, reduction }
}

const base = recorded()
const calls = Object.values(base.inference_calls).sort((a, b) => a.execution.started_seq - b.execution.started_seq)

/** B has one more message in what `call` and the later calls of its agent were sent, at this place. */
function withInsertedItem(call: State['inference_calls'][string], place: number): State {
  const state = structuredClone(base)
  const id = 'inserted_item'
  state.conversation_items[id] = {
    ...{ item_id: id, thread_id: call.thread_id, codex_turn_id: null, first_seen_at_unix_ms: 0, role: 'user' },
    ...{ channel: null, kind: 'message', call_id: null, produced_by: [] },
    body: { parts: [{ type: 'text', text: 'a guest more than was said' }] },
  }
  state.threads[call.thread_id]?.conversation_item_ids.push(id)
  for (const later of Object.values(state.inference_calls)) {
    if (later.thread_id !== call.thread_id || later.execution.started_seq < call.execution.started_seq) continue
    later.request_item_ids.splice(Math.min(place, later.request_item_ids.length), 0, id)
  }
  return state
}

function differingItems({ agents }: Comparison) {
  return agents.flatMap(({ items }) =>
    items.filter(({ state }) => state !== 'same').map(({ a, b, state }) => ({ a, b, state })),
  )
}

const anyCall = fc.constantFrom(...calls)
const anyPlace = fc.nat({ max: 40 })

describe('one item more on one side', () => {
  it('is the one difference, from the first call that was sent it', () => {
    fc.assert(
      fc.property(anyCall, anyPlace, (call, place) => {
        const comparison = compareTraces(traceOf(base, 'a'), traceOf(withInsertedItem(call, place), 'b'))
        expect(differingItems(comparison)).toEqual([{ a: null, b: 'inserted_item', state: 'only_b' }])
        expect(comparison.firstOutput).toBeNull()
        const { firstInput } = comparison
        const found = firstInput === null ? undefined : comparison.agents[firstInput.agent]?.calls[firstInput.call]
        expect([found?.a, found?.b]).toEqual([call.inference_call_id, call.inference_call_id])
        expect(comparison.stops.map(({ what, a, b }) => [what, a, b])).toEqual([
          ['input', null, { kind: 'conversation_item', id: 'inserted_item' }],
        ])
      }),
      { numRuns: 40 },
    )
  })

  it('is found the same from the other side', () => {
    fc.assert(
      fc.property(anyCall, anyPlace, (call, place) => {
        const more = withInsertedItem(call, place)
        const there = compareTraces(traceOf(base, 'a'), traceOf(more, 'b'))
        const back = compareTraces(traceOf(more, 'a'), traceOf(base, 'b'))
        expect(differingItems(back)).toEqual([{ a: 'inserted_item', b: null, state: 'only_a' }])
        expect(back.firstInput?.text).toBe(there.firstInput?.text)
      }),
      { numRuns: 20 },
    )
  })
})

it('ids, positions in the log and the order of maps are no difference', () => {
  const renamed = (text: string) => text.replace(/\bcall_lab(\d+)/g, 'call_another$1')
  const other = stateForm.parse(JSON.parse(renamed(JSON.stringify(base))))
  const items = Object.entries(other.conversation_items).reverse()
  const reordered: State = { ...other, conversation_items: Object.fromEntries(items) }
  const comparison = compareTraces(traceOf(base, 'a'), traceOf(reordered, 'b'))
  expect([comparison.firstInput, comparison.firstOutput, comparison.stops]).toEqual([null, null, []])
})
