import { expect, test } from 'vitest'
import type { ConversationItemView, ConversationRow } from '../../../../shared/view-models/conversation.ts'
import { itemMarks, itemTitle, payloadOf, rowName } from './item-words.ts'

const plain: ConversationItemView = {
  itemId: 'i:1',
  position: 0,
  kind: 'message',
  role: 'user',
  channel: null,
  callId: null,
  firstSeenAt: 0,
  seenAs: 'input',
  accepted: true,
  parts: [],
  producers: [],
  answerOf: null,
  firstGivenTo: null,
  agentMessage: null,
  ran: null,
  tool: null,
  diagnostics: 0,
}
const part = { form: 'text', label: null, summary: false, text: '', length: 0, cut: false, payloadId: null } as const

function row(item: Partial<ConversationItemView>): ConversationRow {
  return { type: 'item', item: { ...plain, ...item }, outputs: [], outputsTotal: 0 }
}

test('an item is called by who speaks, a call by its tool', () => {
  const tool = { toolCallId: 't', name: 'exec_command', status: 'completed', durationMs: 1 } as const
  expect([
    itemTitle(plain),
    itemTitle({ ...plain, role: 'assistant', channel: 'final' }),
    itemTitle({ ...plain, kind: 'function_call', tool }),
    itemTitle({ ...plain, kind: 'function_call' }),
    itemTitle({ ...plain, agentMessage: { author: '/root', recipient: '/root/a', edge: null, said: null } }),
  ]).toEqual(['User', 'Assistant · final', 'Call exec_command', 'Function call', 'Agent message'])
})

test('a row is named by its first readable line, never by encrypted text', () => {
  const parts = [
    { ...part, form: 'encrypted', text: 'gAAAA' },
    { ...part, text: '\n  What it says\nand more' },
  ] as const
  expect(rowName(row({ parts }))).toBe('User: What it says')
  expect(rowName(row({ parts: parts.slice(0, 1) }))).toBe('User')
  expect(rowName(row({ parts: [{ ...part, text: 'x'.repeat(10_000) }] })).length).toBeLessThan(120)
  expect(rowName(undefined)).toBe('Being fetched')
})

test('what never reached the model is marked; a plain input is not', () => {
  expect(itemMarks(plain)).toEqual([])
  expect(itemMarks({ ...plain, seenAs: 'never', accepted: false }).map(({ word }) => word)).toEqual([
    'never given to the model',
    'not accepted',
  ])
})

test('the payload of an item is that of its first part that has one', () => {
  expect(payloadOf(plain)).toBeUndefined()
  expect(payloadOf({ ...plain, parts: [part, { ...part, payloadId: 'p' }] })).toBe('p')
})
