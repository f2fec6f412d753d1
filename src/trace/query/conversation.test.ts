import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type {
  CodexTurnId,
  InferenceCallId,
  ItemId,
  ModelVisibleCallId,
  RawPayloadId,
  ThreadId,
  UnixMs,
} from '../base/ids.ts'
import { drawGraph, msOf } from '../testkit/draw-graph.ts'
import type { GraphPen } from '../testkit/draw-graph.ts'
import { recordedBundles, samples } from '../testkit/fixtures.ts'
import { openRecorded, recordedGraphs } from '../testkit/recorded-graphs.ts'
import type { Conversation, ConversationItemView, ConversationRow } from '../../shared/view-models/conversation.ts'
import { conversation } from './conversation.ts'
import { conversationPlace } from './conversation-place.ts'
import { noPayloads } from './payload-reader.ts'
import type { PayloadReader } from './payload-reader.ts'
import { buildIndex } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

const everything = 100_000

function whole(index: TraceIndex, thread = 'root', payloads: PayloadReader = noPayloads): Promise<Conversation> {
  return conversation(index, payloads, { threadId: as<ThreadId>(thread), from: 0, limit: everything })
}

function print(row: ConversationRow): string {
  if (row.type === 'turn') return `# ${row.label}`
  if (row.type === 'compaction') return `compaction -${String(row.dropped)} =${String(row.kept)} +${String(row.added)}`
  return [row.item, ...row.outputs].map(({ itemId, seenAs }) => `${itemId} ${seenAs}`).join(' < ')
}

async function rows(draw: (pen: GraphPen) => void): Promise<string[]> {
  return (await whole(buildIndex(drawGraph(draw)))).rows.map(print)
}

const items = (...ids: string[]): ItemId[] => ids.map((id) => as<ItemId>(id))
const turn = (id: string): { codex_turn_id: CodexTurnId } => ({ codex_turn_id: as<CodexTurnId>(id) })
const callId = (id: string): { call_id: ModelVisibleCallId } => ({ call_id: as<ModelVisibleCallId>(id) })

test('items stand in the order of the requests, not of their creation; answers behind the request they answer', async () => {
  expect(
    await rows((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      for (const id of ['i:1', 'i:2', 'i:3', 'i:4', 'i:5']) pen.item(id, 'root', id, turn('t'))
      pen.call('a', 't', [3, 4], { request_item_ids: items('i:2', 'i:1'), response_item_ids: items('i:5') })
      pen.call('b', 't', [6, 7], {
        request_item_ids: items('i:2', 'i:1', 'i:5', 'i:4'),
        response_item_ids: items('i:3'),
      })
    }),
  ).toEqual(['# turn 1', 'i:2 input', 'i:1 input', 'i:5 input', 'i:4 input', 'i:3 answer'])
})

test('outputs stand under their call, also those of parallel calls', async () => {
  expect(
    await rows((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      pen.item('i:1', 'root', 'call', { kind: 'function_call', ...callId('x'), ...turn('t') })
      pen.item('i:2', 'root', 'call', { kind: 'function_call', ...callId('y'), ...turn('t') })
      pen.item('i:3', 'root', 'output', { kind: 'function_call_output', ...callId('x'), ...turn('t') })
      pen.item('i:4', 'root', 'output', { kind: 'function_call_output', ...callId('y'), ...turn('t') })
      pen.item('i:5', 'root', 'output without call', { kind: 'custom_tool_call_output', ...callId('x'), ...turn('t') })
      pen.call('a', 't', [3, 4], { request_item_ids: items('i:1', 'i:2', 'i:3', 'i:4', 'i:5') })
    }),
  ).toEqual(['# turn 1', 'i:1 input < i:3 input', 'i:2 input < i:4 input', 'i:5 input'])
})

test('what no model was given stands where it came up', async () => {
  expect(
    await rows((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      pen.item('i:1', 'root', 'given', turn('t'))
      pen.item('i:2', 'root', 'lost early', { ...turn('t'), first_seen_at_unix_ms: as(1035) })
      pen.item('i:3', 'root', 'given later', turn('t'))
      pen.item('i:4', 'root', 'lost late', { ...turn('t'), first_seen_at_unix_ms: as(1200) })
      pen.call('a', 't', [3, 4], { request_item_ids: items('i:1') })
      pen.call('b', 't', [6, 7], { request_item_ids: items('i:1', 'i:3') })
    }),
  ).toEqual(['# turn 1', 'i:1 input', 'i:2 never', 'i:3 input', 'i:4 never'])
})

test('a compaction says what it dropped, kept and added; kept is what says the same', async () => {
  expect(
    await rows((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      pen.item('i:1', 'root', 'task', turn('t'))
      pen.item('i:2', 'root', 'long story', turn('t'))
      pen.item('i:3', 'root', 'task', turn('t'))
      pen.item('i:4', 'root', 'summary', turn('t'))
      pen.item('marker', 'root', '', { kind: 'compaction_marker', ...turn('t') })
      pen.call('a', 't', [3, 4], { request_item_ids: items('i:1'), response_item_ids: items('i:2') })
      pen.compaction('c', 't', 5, {
        marker_item_id: as<ItemId>('marker'),
        input_item_ids: items('i:1', 'i:2'),
        replacement_item_ids: items('i:3', 'i:4'),
      })
      pen.call('b', 't', [6, 7], { request_item_ids: items('i:3', 'i:4') })
    }),
  ).toEqual(['# turn 1', 'i:1 input', 'i:2 compaction', 'compaction -1 =1 +1', 'i:3 input', 'i:4 input'])
})

test('items without a turn stay in the turn that is going on', async () => {
  expect(
    await rows((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      pen.item('i:1', 'root', 'first')
      pen.item('i:2', 'root', 'second', turn('t'))
      pen.item('i:3', 'root', 'third')
      pen.call('a', 't', [3, 4], { request_item_ids: items('i:1', 'i:2', 'i:3') })
    }),
  ).toEqual(['# outside of any turn', 'i:1 input', '# turn 1', 'i:2 input', 'i:3 input'])
})

test('an unknown thread has an empty transcript', async () => {
  const index = buildIndex(drawGraph((pen) => pen.thread('root', [1])))
  expect(await whole(index, 'nobody')).toMatchObject({ total: 0, rows: [] })
})

const recorded = recordedGraphs([
  ...samples('0.169.0'),
  ...samples('0.164.0'),
  ...recordedBundles('0.125.0'),
  ...recordedBundles('0.169.0'),
])

test('every item of a recording stands in exactly one row of its thread, which its place names', async () => {
  for (const [name, reduction] of recorded) {
    const index = buildIndex(reduction)
    const seen: string[] = []
    for (const { threadId } of index.threads) {
      const { rows: all } = await whole(index, threadId)
      for (const [position, row] of all.entries()) {
        const ids = row.type === 'item' ? [row.item, ...row.outputs].map(({ itemId }) => itemId) : []
        const held = row.type === 'compaction' ? [row.markerItemId] : ids
        for (const id of held) {
          const place = conversationPlace(index, { kind: 'conversation_item', id })
          expect([place?.row, place?.itemId], `${name} ${id}`).toEqual([position, id])
        }
        seen.push(...held)
      }
    }
    expect(seen.sort(), name).toEqual([...reduction.graph.conversation_items.keys()].sort())
  }
})

test('windows join to the whole', async () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const { rows: all, total } = await whole(index, index.graph.root_thread_id)
  const joined: ConversationRow[] = []
  for (let from = 0; from < total; from += 7) {
    const window = await conversation(index, noPayloads, { threadId: index.graph.root_thread_id, from, limit: 7 })
    expect(window.total).toBe(total)
    joined.push(...window.rows)
  }
  expect(joined).toEqual(all)
})

test('items given to the model carry positions in its order', async () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const [last] = index.callsOf(index.graph.root_thread_id).slice(-1)
  const { rows: all } = await whole(index, index.graph.root_thread_id)
  const views = all.flatMap((row) => (row.type === 'item' ? [row.item, ...row.outputs] : []))
  const positions = new Map(views.map(({ itemId, position }) => [itemId, position]))
  const given = (last?.request_item_ids ?? []).map((id) => positions.get(id) ?? -1)
  expect(given).toEqual([...given].sort((a, b) => a - b))
})

async function showcaseItem(
  thread: string,
  matches: (item: ConversationItemView) => boolean,
): Promise<ConversationItemView | undefined> {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const id = index.threads.find(({ path }) => path === thread)?.threadId ?? ''
  const { rows: all } = await whole(index, id, payloads)
  return all.flatMap((row) => (row.type === 'item' ? [row.item, ...row.outputs] : [])).find(matches)
}

test('arguments that the graph cuts are read in full from the payload', async () => {
  const spawn = await showcaseItem('/root', ({ tool }) => tool?.name === 'spawn_agent')
  expect(spawn?.parts[0]?.text).toMatch(/^\{"task_name":"reproduce".*\}$/s)
  expect(spawn?.parts[0]).toMatchObject({ form: 'json', cut: false })
})

test('an encrypted message shows what its sender said, as a fact of the runtime', async () => {
  const task = await showcaseItem('/root/fix', ({ agentMessage }) => agentMessage !== null)
  expect(task?.agentMessage).toMatchObject({ author: '/root', recipient: '/root/fix', edge: { kind: 'spawn_agent' } })
  expect(task?.agentMessage?.said?.text).toMatch(/^Repair parseDuration/)
  expect(task?.parts.map(({ form }) => form)).toEqual(['markdown', 'encrypted'])
})

test.each([
  ['/root', 'function_call_output', 'terminal'],
  ['/root/fix', 'custom_tool_call', 'patch'],
  ['/root', 'custom_tool_call', 'code'],
] as const)('in %s the first %s is drawn as %s', async (thread, kind, form) => {
  expect((await showcaseItem(thread, (item) => item.kind === kind))?.parts[0]?.form).toBe(form)
})

test('without payloads, cut arguments stay cut and say so', async () => {
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.item('i:1', 'root', '', {
        kind: 'function_call',
        ...callId('x'),
        body: {
          parts: [{ type: 'json', summary: `{"cmd":"${'é'.repeat(116)}...`, raw_payload_id: as<RawPayloadId>('gone') }],
        },
        produced_by: [{ type: 'inference', inference_call_id: as<InferenceCallId>('unknown') }],
      })
    }),
  )
  const { rows: all } = await whole(index)
  expect(all.flatMap((row) => (row.type === 'item' ? row.item.parts : []))).toMatchObject([
    { cut: true, payloadId: 'gone' },
  ])
})

test('a part of ten million characters is cut to what a row may carry', async () => {
  const index = buildIndex(drawGraph((pen) => pen.item('i:1', 'root', 'x'.repeat(10_000_000))))
  const { rows: all } = await whole(index)
  const [part] = all.flatMap((row) => (row.type === 'item' ? row.item.parts : []))
  expect([part?.text.length, part?.length, part?.cut]).toEqual([16_384, 10_000_000, true])
})

test('an output of a terminal stands beside what really ran, and says where they differ', async () => {
  const printed = async (name: string): Promise<(string | undefined)[]> => {
    const { index } = openRecorded(name)
    const { rows: all } = await whole(index, index.graph.root_thread_id)
    const outputs = all.flatMap((row) => (row.type === 'item' ? row.outputs : []))
    return outputs.flatMap(({ ran }) => (ran === null ? [] : [ran.compared, ran.ran?.output.text.slice(0, 9)]))
  }
  expect(await printed('recorded/0.169.0/interrupt_tool')).toEqual(
    expect.arrayContaining(['same', 'quick one', 'differs']),
  )
  expect(await printed('recorded/0.169.0/huge_output')).toContain('cut')
})

test('within a range of time stand the items of it, each under its turn; places follow', async () => {
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      pen.turn('u', 'root', [20])
      const seen = (seq: number): { first_seen_at_unix_ms: UnixMs } => ({ first_seen_at_unix_ms: msOf(seq) })
      pen.item('i:1', 'root', 'early', { ...turn('t'), ...seen(3) })
      pen.item('i:2', 'root', 'call', { kind: 'function_call', ...callId('x'), ...turn('t'), ...seen(5) })
      pen.item('i:3', 'root', 'output', { kind: 'function_call_output', ...callId('x'), ...turn('t'), ...seen(9) })
      pen.item('i:4', 'root', 'late', { ...turn('u'), ...seen(21) })
      pen.call('a', 't', [3, 4], { request_item_ids: items('i:1', 'i:2', 'i:3') })
      pen.call('b', 'u', [21, 22], { request_item_ids: items('i:1', 'i:2', 'i:3', 'i:4') })
    }),
  )
  const window = { threadId: as<ThreadId>('root'), from: 0, limit: everything }
  const within = async (from: number, to: number): Promise<string[]> => {
    const range = { fromMs: msOf(from), toMs: msOf(to) }
    return (await conversation(index, noPayloads, { ...window, range })).rows.map(print)
  }
  expect(await within(1, 30)).toEqual((await whole(index)).rows.map(print))
  // The output was seen later than its call.
  expect(await within(8, 10)).toEqual(['# turn 1', 'i:2 input < i:3 input'])
  expect(await within(20, 30)).toEqual(['# turn 2', 'i:4 input'])
  expect(await within(10, 11)).toEqual([])
  const ref = { kind: 'conversation_item', id: 'i:4' } as const
  expect(conversationPlace(index, ref, { fromMs: msOf(20), toMs: msOf(30) })?.row).toBe(1)
  expect(conversationPlace(index, ref, { fromMs: msOf(1), toMs: msOf(10) })?.row).toBeNull()
})
