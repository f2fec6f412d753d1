/** What an item of a transcript is called, and the marks that say how far it got. Pure; text from a bundle goes in as it is. */
import type { ConversationItemView, ConversationRow, ItemImage } from '../../../../shared/view-models/conversation.ts'
import { firstLine, sentenceCase, shortenEnd } from '../../format/shorten.ts'

/** Who speaks or what it is: the heading of an item. */
export function itemTitle({ kind, role, channel, tool, agentMessage }: ConversationItemView): string {
  if (agentMessage !== null) return 'Agent message'
  switch (kind) {
    case 'message':
      return channel === null ? sentenceCase(role) : `${sentenceCase(role)} · ${channel}`
    case 'reasoning':
      return 'Reasoning'
    case 'function_call':
      return tool === null ? 'Function call' : `Call ${tool.name}`
    case 'custom_tool_call':
      return tool === null ? 'Custom call' : `Call ${tool.name}`
    case 'function_call_output':
    case 'custom_tool_call_output':
      return 'Output'
    case 'compaction_marker':
      return 'Compaction marker'
  }
}

/** Which colour an item's edge has: who made it. */
export function itemTone({
  kind,
  role,
  agentMessage,
}: ConversationItemView): 'agent' | 'user' | 'model' | 'tool' | 'quiet' {
  if (agentMessage !== null) return 'agent'
  if (kind !== 'message' && kind !== 'reasoning') return 'tool'
  if (role === 'user') return 'user'
  return role === 'assistant' ? 'model' : 'quiet'
}

export interface ItemMark {
  readonly word: string
  readonly tip: string
}

/** What is unusual about an item: that it never reached a model, or was not accepted. */
export function itemMarks({ seenAs, accepted, kind }: ConversationItemView): readonly ItemMark[] {
  const marks: ItemMark[] = []
  if (seenAs === 'never') marks.push({ word: 'never given to the model', tip: 'No request of this agent held it' })
  if (seenAs === 'answer' && kind !== 'reasoning')
    marks.push({ word: 'never given back', tip: 'A response held it; no later request of this agent did' })
  if (seenAs === 'compaction')
    marks.push({ word: 'only compacted', tip: 'No request held it as input, but a compaction took it in' })
  if (accepted === false)
    marks.push({ word: 'not accepted', tip: 'It was seen, but never became part of the live history' })
  return marks
}

/** Why there is no picture of an image. */
export function imageProblem(problem: NonNullable<ItemImage['problem']>): string {
  switch (problem) {
    case 'missing':
      return 'The payload that holds the image is missing.'
    case 'too_large':
      return 'The image, or the payload that holds it, is too large to be drawn here: open the payload.'
    case 'not_json':
      return 'The payload that should hold the image is not JSON.'
    case 'not_found':
      return 'The payload does not hold the image that the graph speaks of.'
  }
}

const MOST_NAME = 100

/** The accessible name of a row. */
export function rowName(row: ConversationRow | undefined): string {
  if (row === undefined) return 'Being fetched'
  if (row.type === 'turn') return sentenceCase(row.label)
  if (row.type === 'compaction') return 'Compaction'
  const text = firstLine(
    row.item.parts.find(({ form, text: part }) => form !== 'encrypted' && part !== '')?.text.trimStart() ?? '',
  )
  const title = itemTitle(row.item)
  return text === '' ? title : `${title}: ${shortenEnd(text, MOST_NAME)}`
}

/** Where the whole of an item stands. */
export function payloadOf({ parts }: ConversationItemView): string | undefined {
  return parts.find(({ payloadId }) => payloadId !== null)?.payloadId ?? undefined
}
