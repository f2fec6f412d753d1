import { beforeAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../trace/bundle/open-bundle.ts'
import { samples, sourceOf } from '../../trace/testkit/fixtures.ts'
import { TraceSession } from './trace-session.ts'
import { viewAnswers } from './view-answers.ts'

const session = 'one'
let trace: TraceSession

beforeAll(async () => {
  const showcase = samples('0.169.0').find(({ name }) => name.endsWith('/showcase') || name === 'showcase')
  if (showcase === undefined) throw new Error('the showcase is not among the samples')
  const bundle = await openBundle(sourceOf(showcase))
  await new Promise<void>((resolve, reject) => {
    trace = new TraceSession(
      { kind: 'bundle', bundle, growth: { kind: 'impossible', why: 'archive' } },
      {
        onProgress: () => undefined,
        onChanged: ({ complete }) => {
          if (complete) resolve()
        },
        onLive() {},
        onFileChanged() {},
        onFailed: reject,
      },
    )
    trace.load()
  })
})

describe('answers of the views over a recorded run', () => {
  it('reads the text of a transcript from the payloads', async () => {
    const [root] = trace.index.threads
    const threadId = root?.threadId ?? ''
    const { total, rows } = await viewAnswers['trace/conversation'](trace, { session, threadId, from: 0, limit: 3 })
    expect([total > 3, rows.length]).toEqual([true, 3])
    const items = rows.flatMap((row) => (row.type === 'item' ? [row.item] : []))
    for (const { itemId } of items) {
      const place = await viewAnswers['trace/conversation-place'](trace, {
        session,
        ref: { kind: 'conversation_item', id: itemId },
      })
      expect(rows[place?.row ?? -1]).toMatchObject({ type: 'item', item: { itemId } })
    }
  })

  it('sizes what a call was sent by its request payload', async () => {
    const [call] = trace.index.graph.inference_calls.keys()
    const request = { session, inferenceCallId: call ?? '', from: 0, limit: 10 }
    const { request: sent, previous } = await viewAnswers['trace/context'](trace, request)
    expect([sent.problem, previous, (sent.size ?? 0) > 0]).toEqual([null, null, true])
  })

  it('answers every list, and every member of it', async () => {
    const { terminals } = await viewAnswers['trace/terminals'](trace, { session })
    const { cells } = await viewAnswers['trace/code-cells'](trace, { session })
    const { compactions } = await viewAnswers['trace/compactions'](trace, { session })
    const { bundles } = await viewAnswers['trace/topology'](trace, { session })
    expect([terminals, cells, compactions, bundles].map((list) => list.length > 0)).toEqual([true, true, true, true])
    for (const { ref, label } of terminals)
      expect(await viewAnswers['trace/terminal'](trace, { session, ref, from: 0 })).toMatchObject({ ref, label })
    for (const { codeCellId } of cells)
      expect(await viewAnswers['trace/code-cell'](trace, { session, codeCellId })).toMatchObject({ codeCellId })
    for (const { compactionId } of compactions)
      expect(await viewAnswers['trace/compaction'](trace, { session, compactionId })).toMatchObject({ compactionId })
    for (const edgeId of bundles.flatMap(({ edgeIds }) => edgeIds))
      expect(await viewAnswers['trace/edge'](trace, { session, edgeId })).toMatchObject({ edgeId })
  })

  it('counts only what lies in the range', async () => {
    const whole = await viewAnswers['trace/usage'](trace, { session })
    const range = { fromMs: 0, toMs: 1 }
    const nothing = await viewAnswers['trace/usage'](trace, { session, range })
    expect([(whole.tokens?.input ?? 0) > 0, nothing.tokens, nothing.range]).toEqual([true, null, range])
  })

  it('refuses what is not there', async () => {
    const refused = { failure: { code: 'unknown_object' } }
    await expect(viewAnswers['trace/edge'](trace, { session, edgeId: 'x' })).rejects.toMatchObject(refused)
    await expect(
      viewAnswers['trace/context'](trace, { session, inferenceCallId: 'x', from: 0, limit: 1 }),
    ).rejects.toMatchObject(refused)
  })
})
