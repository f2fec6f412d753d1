import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { CodeCellId, ItemId, OperationId, ThreadId, ToolCallId } from '../base/ids.ts'
import { drawEvents } from '../testkit/draw-events.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import type { GraphPen } from '../testkit/draw-graph.ts'
import { edgeEnds, laneEdgeKinds, sliceKinds, sliceStatuses } from '../../shared/view-models/lanes.ts'
import type { Lanes } from '../../shared/view-models/lanes.ts'
import { lanes } from './lanes.ts'
import { textAt } from './string-column.ts'
import { buildIndex } from './trace-index.ts'

function lanesOf(draw: (pen: GraphPen) => void): Lanes {
  return lanes(buildIndex(drawGraph(draw)))
}

/** `LANE ROW KIND ID [START..END] in PARENT`, in the order of the columns. */
function printSlices({ slices, strings }: Lanes): string[] {
  return Array.from({ length: slices.count }, (_, at) => {
    const name = (slice: number): string => textAt(strings, slices.id[slice] ?? -1)
    const parent = slices.parent[at] ?? -1
    const span = `${String(slices.startSeq[at])}..${String(slices.endSeq[at])}`
    const place = `${String(slices.lane[at])} ${String(slices.row[at])}`
    const inside = parent < 0 ? '' : ` in ${name(parent)}`
    return `${place} ${String(sliceKinds[slices.kind[at] ?? -1])} ${name(at)} ${span}${inside}`
  })
}

/** `KIND FROM_LANE:SLICE@SEQ -> LANE:SLICE@SEQ END "LABEL"`, in the order of the columns. */
function printEdges({ edges, slices, strings }: Lanes): string[] {
  const name = (slice: number): string => (slice < 0 ? '-' : textAt(strings, slices.id[slice] ?? -1))
  return Array.from({ length: edges.count }, (_, at) => {
    const from = `${String(edges.fromLane[at])}:${name(edges.fromSlice[at] ?? -1)}@${String(edges.fromSeq[at])}`
    const to = `${String(edges.toLane[at])}:${name(edges.toSlice[at] ?? -1)}@${String(edges.toSeq[at])}`
    const kind = `${laneEdgeKinds[edges.kind[at] ?? -1] ?? '?'}${edges.derived[at] === 1 ? '*' : ''}`
    return `${kind} ${from} -> ${to} ${edgeEnds[edges.end[at] ?? -1] ?? '?'} "${textAt(strings, edges.label[at] ?? -1)}"`
  })
}

test('turns, calls and tools have a row each; what they hold lies below, outer before inner', () => {
  const drawn = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.turn('turn', 'root', [2, 30])
    pen.call('call', 'turn', [3, 5])
    pen.tool('exec', 'turn', [6, 20], {
      kind: { type: 'other', name: 'exec' },
      started_code_cell_id: as<CodeCellId>('code_cell:exec'),
    })
    pen.cell('code_cell:exec', 'turn', [7, 19])
    pen.tool('nested', 'turn', [8, 12], {
      requester: { type: 'code_cell', code_cell_id: as<CodeCellId>('code_cell:exec') },
      terminal_operation_id: as<OperationId>('op'),
    })
    pen.operation('op', 'nested', [8, 11])
    pen.tool('beside', 'turn', [9, 10])
  })
  expect(printSlices(drawn)).toEqual([
    '0 0 turn turn 2..30',
    '0 1 inference call 3..5 in turn',
    '0 2 tool exec 6..20 in turn',
    '0 3 code_cell code_cell:exec 7..19 in exec',
    '0 4 tool nested 8..12 in code_cell:exec',
    '0 5 terminal op 8..11 in nested',
    '0 6 tool beside 9..10 in turn',
  ])
  expect(drawn.lanes[0]?.rows).toBe(7)
})

test('a tool that never ended keeps its row; later ones go below', () => {
  expect(
    printSlices(
      lanesOf((pen) => {
        pen.thread('root', [1])
        pen.turn('turn', 'root', [2])
        pen.tool('stuck', 'turn', [3])
        pen.tool('a', 'turn', [5, 6])
        pen.tool('b', 'turn', [7, 8])
      }),
    ),
  ).toEqual([
    '0 0 turn turn 2..NaN',
    '0 2 tool stuck 3..NaN in turn',
    '0 3 tool a 5..6 in turn',
    '0 3 tool b 7..8 in turn',
  ])
})

test('a compaction spans from its first request to its installation, which only the log places exactly', () => {
  const draw = (pen: GraphPen): void => {
    pen.thread('root', [1])
    pen.turn('turn', 'root', [2, 30])
    pen.compaction('compaction', 'turn', 12)
    pen.request('failed', 'compaction', 'turn', [5, 6])
    pen.request('request', 'compaction', 'turn', [8, 11])
  }
  const events = drawEvents([
    { seq: 12, type: 'compaction_installed', objects: [{ kind: 'compaction', id: 'compaction' }] },
  ])
  const withLog = lanes(buildIndex(drawGraph(draw), events))
  expect(printSlices(withLog)).toEqual([
    '0 0 turn turn 2..30',
    '0 1 compaction compaction 5..12 in turn',
    '0 3 compaction_request failed 5..6 in compaction',
    '0 3 compaction_request request 8..11 in compaction',
  ])
  expect(printSlices(lanesOf(draw))[1]).toBe('0 1 compaction compaction 5..11 in turn')
})

test('slices are ordered by lane, then by time', () => {
  expect(
    printSlices(
      lanesOf((pen) => {
        pen.thread('root', [1])
        pen.thread('child', [2], { parent: 'root' })
        pen.turn('of child', 'child', [3, 4])
        pen.turn('second', 'root', [8, 9])
        pen.turn('first', 'root', [5, 6])
      }),
    ),
  ).toEqual(['0 0 turn first 5..6', '0 0 turn second 8..9', '1 0 turn of child 3..4'])
})

test('a message runs from the call that sent it to the first inference that was given it', () => {
  const drawn = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.thread('child', [2], { parent: 'root' })
    pen.turn('root turn', 'root', [3])
    pen.turn('child turn', 'child', [4])
    pen.tool('send', 'root turn', [5, 7])
    pen.item('task', 'child', 'do it')
    pen.item('message', 'child', 'Message Type: MESSAGE\nPayload:\nhurry up\nplease', {
      agent_message: { author: '/root', recipient: '/child' },
    })
    pen.call('before', 'child turn', [6, 8], { request_item_ids: [as<ItemId>('task')] })
    pen.call('sees it', 'child turn', [9, 11], { request_item_ids: [as<ItemId>('task'), as<ItemId>('message')] })
    pen.call('repeats it', 'child turn', [12], { request_item_ids: [as<ItemId>('task'), as<ItemId>('message')] })
    pen.edge('edge', {
      kind: 'send_message',
      source: { type: 'tool_call', tool_call_id: as<ToolCallId>('send') },
      target: { type: 'conversation_item', item_id: as<ItemId>('message') },
    })
  })
  expect(printEdges(drawn)).toEqual(['send_message 0:send@5 -> 1:sees it@9 item "hurry up"'])
})

test('a result runs from the inference that answered with it', () => {
  const drawn = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.thread('child', [2], { parent: 'root' })
    pen.turn('root turn', 'root', [3])
    pen.turn('child turn', 'child', [4])
    pen.item('answer', 'child', 'done', { role: 'assistant' })
    pen.item('result', 'root', 'done', { role: 'assistant' })
    pen.call('answering', 'child turn', [5, 8], { response_item_ids: [as<ItemId>('answer')] })
    pen.call('reading', 'root turn', [10], { request_item_ids: [as<ItemId>('result')] })
    pen.edge('edge', {
      kind: 'agent_result',
      source: { type: 'conversation_item', item_id: as<ItemId>('answer') },
      target: { type: 'conversation_item', item_id: as<ItemId>('result') },
    })
  })
  expect(printEdges(drawn)).toEqual(['agent_result 1:answering@8 -> 0:reading@10 item "done"'])
})

test('a message that no model ever saw ends open; what only reached a thread says so', () => {
  const drawn = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.thread('child', [20], { parent: 'root' })
    pen.turn('turn', 'root', [2])
    pen.tool('spawn', 'turn', [3, 5])
    pen.tool('lost', 'turn', [6, 7], {
      summary: {
        type: 'generic',
        label: 'send',
        input_preview: '{"target":"child","message":"hello\\nworld and mo...',
        output_preview: null,
      },
    })
    pen.tool('accepted', 'turn', [8, 9])
    pen.tool('close', 'turn', [10, 12])
    pen.item('never requested', 'child', 'wait')
    const child = { type: 'thread', thread_id: as<ThreadId>('child') } as const
    const from = (tool: string) => ({ type: 'tool_call', tool_call_id: as<ToolCallId>(tool) }) as const
    pen.edge('e1', { kind: 'spawn_agent', source: from('spawn'), target: child })
    pen.derivedEdge('e2', { kind: 'send_message', source: from('lost'), target: child, seen: false })
    pen.edge('e3', {
      kind: 'send_message',
      source: from('accepted'),
      target: { type: 'conversation_item', item_id: as<ItemId>('never requested') },
    })
    pen.edge('e4', { kind: 'close_agent', source: from('close'), target: child })
  })
  expect(printEdges(drawn)).toEqual([
    'spawn_agent 0:spawn@3 -> 1:-@20 thread ""',
    'send_message* 0:lost@6 -> 1:-@7 unseen "hello"',
    'send_message 0:accepted@8 -> 1:-@8 unseen "wait"',
    'close_agent 0:close@10 -> 1:-@12 thread ""',
  ])
})

test('an edge to a thread that was never started leads to its lane, one from an unknown call begins there', () => {
  const drawn = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.edge('e', {
      kind: 'spawn_agent',
      source: { type: 'tool_call', tool_call_id: as<ToolCallId>('unknown') },
      target: { type: 'thread', thread_id: as<ThreadId>('lost') },
    })
  })
  expect(drawn.lanes.map(({ path, status }) => `${path} ${status}`)).toEqual(['/root running', 'lost unknown'])
  expect(printEdges(drawn)).toEqual(['spawn_agent 1:-@0 -> 1:-@0 thread ""'])
})

test('every start and end lies on a step, steps ascend', () => {
  const drawn = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.turn('turn', 'root', [2, 9])
    pen.call('call', 'turn', [3, 5])
    pen.call('open', 'turn', [5])
  })
  expect([...drawn.steps]).toEqual([2, 3, 5, 9])
  expect(drawn.slices.status.length).toBe(3)
  expect(sliceStatuses[drawn.slices.status[2] ?? -1]).toBe('running')
})

test('the extent reaches from the start of the trace to the last thing known', () => {
  const { startMs, endMs } = lanesOf((pen) => {
    pen.thread('root', [1])
    pen.turn('turn', 'root', [2, 9])
  })
  expect([startMs, endMs]).toEqual([1000, 1090])
})
