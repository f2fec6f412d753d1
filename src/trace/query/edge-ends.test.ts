import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { EdgeId, ThreadId, ToolCallId } from '../base/ids.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { openRecorded } from '../testkit/recorded-graphs.ts'
import type { EdgeEnds } from '../../shared/view-models/edge-ends.ts'
import { edgeEnds } from './edge-ends.ts'
import { noPayloads } from './payload-reader.ts'
import { buildIndex } from './trace-index.ts'

async function showcaseEdge(kind: string, to: string): Promise<EdgeEnds | undefined> {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const ends = await Promise.all(index.interactions.map(({ edgeId }) => edgeEnds(index, payloads, edgeId)))
  return ends.find((edge) => edge?.kind === kind && edge.recipient.agent?.path === to)
}

test('a spawn: the whole task on the sending side, the encrypted message and the first call that read it on the other', async () => {
  const spawn = await showcaseEdge('spawn_agent', '/root/fix')
  expect(spawn).toMatchObject({
    sender: {
      agent: { path: '/root' },
      call: { ref: { kind: 'tool_call' }, status: 'completed' },
      item: { kind: 'function_call' },
    },
    recipient: { end: 'item', seenBy: { ordinal: 1 }, item: { agentMessage: { author: '/root' } } },
  })
  expect(spawn?.sender.said).toMatchObject({ cut: false })
  expect(spawn?.sender.said?.text).toMatch(/^Repair parseDuration/)
  expect([spawn?.sentAt, spawn?.receivedAt, spawn?.seenAt]).toEqual(
    [spawn?.sentAt, spawn?.receivedAt, spawn?.seenAt].toSorted((a, b) => Number(a) - Number(b)),
  )
})

test('a result: the answer of the child on the sending side', async () => {
  const result = await showcaseEdge('agent_result', '/root')
  expect(result).toMatchObject({
    sender: { call: { ref: { kind: 'inference_call' } }, item: { role: 'assistant', kind: 'message' }, said: null },
    recipient: { end: 'item', item: { kind: 'message' } },
  })
})

test('a message that was never seen has a sender and an open end', async () => {
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.thread('child', [2], { parent: 'root' })
      pen.turn('t', 'root', [3])
      pen.tool('send', 't', [4, 5], {
        summary: { type: 'generic', label: 'send', input_preview: '{"message":"are you th...', output_preview: null },
      })
      pen.derivedEdge('edge', {
        kind: 'send_message',
        source: { type: 'tool_call', tool_call_id: as<ToolCallId>('send') },
        target: { type: 'thread', thread_id: as<ThreadId>('child') },
        seen: false,
      })
    }),
  )
  expect(await edgeEnds(index, noPayloads, as<EdgeId>('edge'))).toMatchObject({
    derivedBecause: 'drawn',
    sender: { agent: { path: '/root' }, said: { text: 'are you th…', cut: true } },
    recipient: { agent: { path: '/child' }, end: 'unseen', item: null, seenBy: null },
    receivedAt: null,
    seenAt: null,
  })
})

test('an unknown edge has no ends', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  expect(await edgeEnds(index, payloads, as<EdgeId>('edge:nothing'))).toBeUndefined()
})
