/** A recorded run against itself with one change among its agents: whom the alignment takes for whom. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Comparison } from '../../../shared/view-models/compare.ts'
import { graphFromJson } from '../../model/graph-json.ts'
import { emptyDerived } from '../../model/reduction.ts'
import { samples } from '../../testkit/fixtures.ts'
import { compareTraces, type ComparedTrace } from './index.ts'
import { noTexts } from './texts.ts'

const execution = z.looseObject({ started_seq: z.number() })
const stateForm = z.looseObject({
  threads: z.record(
    z.string(),
    z.looseObject({
      thread_id: z.string(),
      agent_path: z.string(),
      origin: z.looseObject({ type: z.string() }),
      execution,
      conversation_item_ids: z.array(z.string()),
    }),
  ),
  codex_turns: z.record(z.string(), z.looseObject({ codex_turn_id: z.string(), thread_id: z.string(), execution })),
})
type State = z.infer<typeof stateForm>

const base = recorded()
const children = Object.values(base.threads).filter(({ origin }) => origin.type !== 'root')
const leaves = children.filter(
  ({ agent_path }) => !children.some((other) => other.agent_path.startsWith(`${agent_path}/`)),
)

function recorded(): State {
  const fixture = samples('0.169.0').find(({ name }) => name.endsWith('/showcase'))
  if (fixture?.answer.result !== 'state') throw new Error('showcase has no graph')
  return stateForm.parse(JSON.parse(fixture.answer.state))
}

function traceOf(state: State, name: string): ComparedTrace {
  const graph = graphFromJson(state)
  const verdict = { accepted: true } as const
  const reduction = {
    ...{ graph, version: 1 as const, verdict, diagnostics: [] },
    ...{ derived: emptyDerived(), marks: new Map() },
  }
  return { name, lastEventAt: undefined, texts: noTexts, reduction }
}

/** The base as A, the other as B. */
function comparedWith(change: (state: State) => void): Comparison {
  const state = structuredClone(base)
  change(state)
  return compareTraces(traceOf(base, 'a'), traceOf(state, 'b'))
}

/** Agents that are not paired with themselves. */
function astray({ agents }: Comparison): readonly string[] {
  return agents.filter(({ a, b }) => a !== b).map(({ pathA, pathB }) => `${pathA ?? '-'} ${pathB ?? '-'}`)
}

it('there is something to change', () => {
  expect([children.length, leaves.length]).toEqual([7, 6])
})

it('a renamed agent is known by its task', () => {
  fc.assert(
    fc.property(fc.constantFrom(...leaves), ({ thread_id, agent_path }) => {
      const renamed = agent_path.replace(/[^/]+$/, 'guest')
      const comparison = comparedWith(({ threads }) => {
        const thread = threads[thread_id]
        if (thread !== undefined) thread.agent_path = renamed
      })
      expect(astray(comparison)).toEqual([])
      const pair = comparison.agents.find(({ a }) => a === thread_id)
      expect([pair?.pathB, pair?.how]).toEqual([renamed, 'task'])
    }),
    { numRuns: 12 },
  )
})

it('agents that start in another order are who they were', () => {
  const starts = children.map((thread) => thread.execution.started_seq)
  fc.assert(
    fc.property(fc.shuffledSubarray(starts, { minLength: starts.length }), (shuffled) => {
      const comparison = comparedWith(({ threads }) => {
        for (const [at, { thread_id }] of children.entries()) {
          const thread = threads[thread_id]
          if (thread !== undefined) thread.execution.started_seq = shuffled[at] ?? 0
        }
      })
      expect(astray(comparison)).toEqual([])
    }),
    { numRuns: 30 },
  )
})

it('an agent more is the one that has no counterpart, from either side', () => {
  fc.assert(
    fc.property(fc.constantFrom(...children), fc.boolean(), (child, before) => {
      const more = structuredClone(base)
      const { started_seq } = child.execution
      more.threads['guest'] = {
        ...structuredClone(child),
        ...{ thread_id: 'guest', agent_path: '/root/guest', conversation_item_ids: [] },
        execution: { ...child.execution, started_seq: before ? started_seq - 1 : started_seq + 1 },
      }
      const there = compareTraces(traceOf(base, 'a'), traceOf(more, 'b'))
      expect(astray(there)).toEqual(['- /root/guest'])
      const back = compareTraces(traceOf(more, 'a'), traceOf(base, 'b'))
      expect(astray(back)).toEqual(['/root/guest -'])
    }),
    { numRuns: 12 },
  )
})

it('a turn more is the one that has no counterpart', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(base.codex_turns)), (turn) => {
      const comparison = comparedWith((state) => {
        const inThread = Object.values(state.codex_turns).filter(({ thread_id }) => thread_id === turn.thread_id)
        const last = Math.max(...inThread.map((each) => each.execution.started_seq))
        state.codex_turns['one_more'] = {
          ...structuredClone(turn),
          codex_turn_id: 'one_more',
          execution: { ...turn.execution, started_seq: last + 1 },
        }
      })
      const alone = comparison.agents.flatMap(({ turns }) => turns.filter(({ a, b }) => a === null || b === null))
      expect(alone.map(({ a, b }) => [a, b])).toEqual([[null, 'one_more']])
      expect(astray(comparison)).toEqual([])
    }),
    { numRuns: 12 },
  )
})
