import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ThreadId, ToolCallId } from '../base/ids.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { openRecorded } from '../testkit/recorded-graphs.ts'
import { topology } from './topology.ts'
import { buildIndex } from './trace-index.ts'

test('the showcase: one spawn to each child, results back, messages between siblings', () => {
  const { nodes, bundles } = topology(openRecorded('samples/0.169.0/showcase').index)
  const name = (node: number): string => nodes[node]?.path.split('/').at(-1) ?? '?'
  expect(bundles.map(({ from, to, kind, count }) => `${name(from)} → ${name(to)} ${kind} ${String(count)}`)).toEqual([
    'root → reproduce spawn_agent 1',
    'root → inspect_parser spawn_agent 1',
    'root → write_tests spawn_agent 1',
    'root → inspect_parser send_message 1',
    'inspect_parser → read_history spawn_agent 1',
    'reproduce → root agent_result 1',
    'read_history → inspect_parser agent_result 1',
    'inspect_parser → root agent_result 1',
    'root → fix spawn_agent 1',
    'root → docs spawn_agent 1',
    'fix → write_tests send_message 1',
    'docs → root agent_result 1',
    'write_tests → root agent_result 1',
    'fix → root agent_result 2',
    'root → review spawn_agent 1',
    'review → root agent_result 1',
    'root → fix assign_agent_task 1',
  ])
})

test('a bundle counts what was never seen and what the reference loses', () => {
  const { bundles } = topology(
    buildIndex(
      drawGraph((pen) => {
        pen.thread('root', [1])
        pen.thread('child', [2], { parent: 'root' })
        pen.turn('t', 'root', [3])
        for (const id of ['a', 'b', 'c']) {
          pen.tool(id, 't', [4, 5])
          const source = { type: 'tool_call', tool_call_id: as<ToolCallId>(id) } as const
          const target = { type: 'thread', thread_id: as<ThreadId>('child') } as const
          if (id === 'a') pen.edge(id, { kind: 'send_message', source, target })
          else pen.derivedEdge(id, { kind: 'send_message', source, target, seen: id === 'b' })
        }
      }),
    ),
  )
  expect(bundles).toMatchObject([{ from: 0, to: 1, count: 3, unseen: 1, derived: 2, edgeIds: ['a', 'b', 'c'] }])
})
