/** How large an item is, as far as the graph holds it. */
import type { ConversationItem, ItemPart } from '../model/graph.ts'

/** UTF-8 bytes of the content. JSON parts count as their summary, at most 243 bytes; payload references count nothing. */
export function itemBytes(item: ConversationItem): number {
  return item.body.parts.reduce((sum, part) => sum + utf8Length(partContent(part)), 0)
}

function partContent(part: ItemPart): string {
  switch (part.type) {
    case 'text':
    case 'summary':
      return part.text
    case 'encoded':
      return part.value
    case 'code':
      return part.source
    case 'json':
      return part.summary
    default:
      return ''
  }
}

/** Whether `itemBytes` is all there is: nothing stands in a payload only. */
export function isWholeInGraph(item: ConversationItem): boolean {
  return item.body.parts.every((part) => part.type !== 'payload_ref' && part.type !== 'json')
}

/** Without making the bytes: texts may be large. Lone surrogates count 3, as U+FFFD would. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(at + 1))) {
      bytes += 2
      at++
    } else bytes += 2
  }
  return bytes
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
