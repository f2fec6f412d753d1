import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ItemId, ThreadId, ToolCallId } from '../base/ids.ts'
import { drawGraph, msOf, spanOf } from '../testkit/draw-graph.ts'
import type { GraphPen } from '../testkit/draw-graph.ts'
import { recordedBundles, samples } from '../testkit/fixtures.ts'
import { openRecorded, recordedGraphs } from '../testkit/recorded-graphs.ts'
import type { Usage } from '../../shared/view-models/usage.ts'
import { buildIndex } from './trace-index.ts'
import { usage } from './usage.ts'

const used = (input: number) => ({
  usage: {
    input_tokens: input,
    cached_input_tokens: 0,
    cache_write_input_tokens: 0,
    output_tokens: 1,
    reasoning_output_tokens: 0,
  },
})

function usageOf(draw: (pen: GraphPen) => void): Usage {
  return usage(buildIndex(drawGraph(draw)))
}

/** `PATH KIND ID [FROM..TO]` with seqs instead of times. */
function printPath({ criticalPath }: Usage): string[] {
  const seq = (ms: number): string => String((ms - 1000) / 10)
  return criticalPath.map(
    ({ path, kind, ref, fromMs, toMs }) => `${path} ${kind} ${ref?.id ?? '-'} ${seq(fromMs)}..${seq(toMs)}`,
  )
}

test('tokens of an agent and of all below it', () => {
  const { agents, tokens } = usageOf((pen) => {
    pen.thread('root', [1, 50])
    pen.thread('child', [5, 40], { parent: 'root' })
    pen.thread('grandchild', [10, 30], { parent: 'child' })
    for (const [turn, thread] of [
      ['a', 'root'],
      ['b', 'child'],
      ['c', 'grandchild'],
    ] as const)
      pen.turn(turn, thread, [12, 20])
    pen.call('1', 'a', [13, 14], used(100))
    pen.call('2', 'b', [13, 14], used(10))
    pen.call('3', 'c', [13, 14], used(1))
  })
  expect(agents.map((agent) => [agent.path, agent.tokens?.input, agent.tokensBelow?.input])).toEqual([
    ['/root', 100, 111],
    ['/child', 10, 11],
    ['/grandchild', 1, 1],
  ])
  expect(tokens?.input).toBe(111)
})

test('overlapping calls count their time once; what is open counts to the end and says so', () => {
  const { agents } = usageOf((pen) => {
    pen.thread('root', [1, 100])
    pen.turn('t', 'root', [2])
    pen.tool('a', 't', [10, 20])
    pen.tool('b', 't', [15, 25])
    pen.tool('wait', 't', [30, 40], { kind: { type: 'wait_agent' } })
    pen.call('c', 't', [50, 60])
  })
  expect(agents[0]?.time).toEqual({ inferenceMs: 100, toolMs: 150, waitMs: 100, turnMs: 980, estimated: true })
})

test('a range counts the calls that overlap it, and only the time within', () => {
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1, 100])
      pen.turn('t', 'root', [2, 90])
      pen.call('a', 't', [10, 20], used(1))
      pen.call('b', 't', [30, 40], used(10))
      pen.call('c', 't', [60, 70], used(100))
    }),
  )
  const { tokens, agents } = usage(index, { fromMs: msOf(35), toMs: msOf(50) })
  expect([tokens?.input, agents[0]?.inferenceCalls, agents[0]?.time.inferenceMs, agents[0]?.time.turnMs]).toEqual([
    10, 1, 50, 150,
  ])
})

test('failures are failed calls and commands with another exit code than 0, in log order', () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const { failures, failuresTotal } = usage(index)
  expect(failures.map(({ path, how, exitCode }) => `${path} ${how} ${String(exitCode)}`)).toContain(
    '/root/docs exit_code 1',
  )
  expect(failures.filter(({ how }) => how === 'failed')).toHaveLength(2)
  expect(failures.map(({ seq }) => seq)).toEqual(failures.map(({ seq }) => seq).sort((a, b) => a - b))
  expect(failuresTotal).toBe(failures.length)
})

test('the slowest come first', () => {
  const { slowestTools } = usageOf((pen) => {
    pen.thread('root', [1, 100])
    pen.turn('t', 'root', [2, 90])
    pen.tool('quick', 't', [10, 11])
    pen.tool('slow', 't', [20, 60])
    pen.tool('open', 't', [70], { execution: spanOf([70]) })
  })
  expect(slowestTools.map(({ ref, durationMs, open }) => [ref.id, durationMs, open])).toEqual([
    ['slow', 400, false],
    ['open', 300, true],
    ['quick', 10, false],
  ])
})

test('the critical path leads from a wait into the agent it waited for, and back to the call that spawned it', () => {
  const path = printPath(
    usageOf((pen) => {
      pen.thread('root', [1, 40])
      pen.thread('child', [7, 30], { parent: 'root' })
      pen.turn('root turn', 'root', [2, 39])
      pen.turn('child turn', 'child', [8, 29])
      pen.call('plan', 'root turn', [3, 4])
      pen.tool('spawn', 'root turn', [5, 9])
      pen.tool('wait', 'root turn', [10, 32], { kind: { type: 'wait_agent' } })
      pen.call('read', 'root turn', [33, 38])
      pen.item('task', 'child', 'task')
      pen.item('answer', 'child', 'answer')
      pen.item('result', 'root', 'answer')
      pen.call('work', 'child turn', [11, 28], {
        request_item_ids: [as<ItemId>('task')],
        response_item_ids: [as<ItemId>('answer')],
      })
      pen.edge('e1', {
        kind: 'spawn_agent',
        source: { type: 'tool_call', tool_call_id: as<ToolCallId>('spawn') },
        target: { type: 'conversation_item', item_id: as<ItemId>('task') },
        started_at_unix_ms: msOf(5),
      })
      pen.edge('e2', {
        kind: 'agent_result',
        source: { type: 'conversation_item', item_id: as<ItemId>('answer') },
        target: { type: 'conversation_item', item_id: as<ItemId>('result') },
        started_at_unix_ms: msOf(28),
      })
    }),
  )
  expect(path).toEqual([
    '/root idle - 1..3',
    '/root inference plan 3..4',
    '/root idle - 4..5',
    '/root tool spawn 5..8',
    '/child idle - 8..11',
    '/child inference work 11..28',
    '/root wait wait 28..32',
    '/root idle - 32..33',
    '/root inference read 33..38',
    '/root idle - 38..40',
  ])
})

test('an agent whose spawn edge is missing leads back to its parent all the same', () => {
  const path = printPath(
    usageOf((pen) => {
      pen.thread('root', [1, 20])
      pen.thread('child', [4, 12], { parent: 'root' })
      pen.turn('root turn', 'root', [2, 19])
      pen.call('plan', 'root turn', [2, 3])
      pen.tool('wait', 'root turn', [5, 15], { kind: { type: 'wait_agent' } })
      pen.call('work', 'child', [6, 10], { thread_id: as<ThreadId>('child') })
      pen.edge('e', {
        kind: 'agent_result',
        source: { type: 'thread', thread_id: as<ThreadId>('child') },
        target: { type: 'thread', thread_id: as<ThreadId>('root') },
        started_at_unix_ms: msOf(12),
      })
    }),
  )
  expect(path).toEqual([
    '/root idle - 1..2',
    '/root inference plan 2..3',
    '/root idle - 3..4',
    '/child idle - 4..6',
    '/child inference work 6..10',
    '/child idle - 10..12',
    '/root wait wait 12..15',
    '/root idle - 15..20',
  ])
})

test('in every recording the critical path runs from the start of the root to its end without gaps', () => {
  const recorded = recordedGraphs([...samples('0.169.0'), ...recordedBundles('0.125.0'), ...recordedBundles('0.169.0')])
  for (const [name, reduction] of recorded) {
    const root = reduction.graph.threads.get(reduction.graph.root_thread_id)
    const { criticalPath } = usage(buildIndex(reduction))
    let reached: number | undefined = root?.execution.started_at_unix_ms
    for (const { fromMs, toMs } of criticalPath) {
      expect(fromMs, name).toBe(reached)
      expect(toMs, name).toBeGreaterThan(fromMs)
      reached = toMs
    }
    if (root !== undefined && root.execution.ended_at_unix_ms !== null)
      expect(reached, name).toBe(root.execution.ended_at_unix_ms)
  }
})

test('without a root there is no critical path', () => {
  expect(usageOf((pen) => pen.thread('other', [1, 2])).criticalPath).toEqual([])
})

test('a long run of calls takes one step each', () => {
  const { criticalPath } = usageOf((pen) => {
    pen.thread('root', [1, 100_000])
    pen.turn('t', 'root', [2, 99_999])
    for (let at = 10; at < 90_000; at += 3) pen.call(`c${String(at)}`, 't', [at, at + 2])
  })
  expect(criticalPath.filter(({ kind }) => kind === 'inference')).toHaveLength(29_997)
})
