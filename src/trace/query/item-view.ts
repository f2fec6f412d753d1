/** One conversation item as the Conversation view shows it: its parts in full where they can be had, and who made it. */
import { unreachable } from '../base/assert.ts'
import type { RawPayloadId } from '../base/ids.ts'
import type { ConversationItem, ItemPart } from '../model/graph.ts'
import type {
  AgentMessageView,
  ConversationItemView,
  ConversationPart,
  PartForm,
  RanView,
  SeenAs,
} from '../../shared/view-models/conversation.ts'
import { isCutSummary, isJsonDocument, payloadOfItem, producerRef } from './item-facts.ts'
import { messagePreview, toolName } from './labels.ts'
import { callName, objectLabel } from './object-label.ts'
import { sentMessage, wholeJsonPart } from './recorded-json.ts'
import type { JsonSource } from './recorded-json.ts'
import { comparedOperation } from './terminals.ts'
import type { TraceIndex } from './trace-index.ts'

/** UTF-16 code units of a part that a row carries. */
const partLimit = 16_384

/** `position`: in the model's order. */
export async function itemView(
  index: TraceIndex,
  source: JsonSource,
  item: ConversationItem,
  position: number,
): Promise<ConversationItemView> {
  const id = item.item_id
  const answerOf = index.callAnswering(id)
  const firstGivenTo = index.firstCallWith(id)
  return {
    itemId: id,
    position,
    kind: item.kind,
    role: item.role,
    channel: item.channel,
    callId: item.call_id,
    firstSeenAt: item.first_seen_at_unix_ms,
    seenAs: seenAs(index, item),
    accepted: wasAccepted(index, item),
    parts: await Promise.all(item.body.parts.map((part) => partView(index, source, item, part))),
    producers: item.produced_by.map((producer) => {
      const ref = producerRef(producer)
      return { ref, label: objectLabel(index, ref) }
    }),
    answerOf: callName(index, answerOf),
    firstGivenTo: callName(index, firstGivenTo),
    agentMessage: await agentMessage(index, source, item),
    ran: ranBeside(index, item),
    tool: toolOf(index, item),
    diagnostics: index.diagnosticsOf(id),
  }
}

export function seenAs(index: TraceIndex, { item_id: id }: ConversationItem): SeenAs {
  if (index.firstCallWith(id) !== undefined) return 'input'
  if (index.compactionsOfItem(id).some(({ role }) => role === 'input')) return 'compaction'
  return index.callAnswering(id) === undefined ? 'never' : 'answer'
}

function wasAccepted({ graph }: TraceIndex, item: ConversationItem): boolean | null {
  if (item.accepted_seq !== undefined) return true
  return graph.schema_version === 1 || item.responses_item_id === undefined ? null : false
}

/** A call's own tool; outputs stand under their call and need none. */
function toolOf(index: TraceIndex, item: ConversationItem): ConversationItemView['tool'] {
  const tool = index.toolsOfItem(item.item_id).find(({ role }) => role === 'call')?.tool
  if (tool === undefined) return null
  const { started_at_unix_ms: start, ended_at_unix_ms: end, status } = tool.execution
  return {
    toolCallId: tool.tool_call_id,
    name: toolName(tool.kind),
    status,
    durationMs: end === null ? null : end - start,
  }
}

/** Only of an output as a whole: a code cell's output tells of more than one operation. */
function ranBeside(index: TraceIndex, item: ConversationItem): RanView | null {
  const tool = index.toolsOfItem(item.item_id).find(({ role }) => role === 'output')?.tool
  const id = tool?.terminal_operation_id ?? null
  const operation = id === null ? undefined : index.graph.terminal_operations.get(id)
  return operation === undefined ? null : comparedOperation(index, operation, partLimit)
}

async function agentMessage(
  index: TraceIndex,
  source: JsonSource,
  item: ConversationItem,
): Promise<AgentMessageView | null> {
  if (item.agent_message === undefined) return null
  const [edge] = index.edgesTo({ kind: 'conversation_item', id: item.item_id })
  const isEncrypted = item.body.parts.some((part) => part.type === 'encoded')
  const sender = edge?.source.type === 'tool_call' ? index.graph.tool_calls.get(edge.source.tool_call_id) : undefined
  const whole = isEncrypted && sender !== undefined ? await sentMessage(source, sender) : undefined
  const preview = isEncrypted && sender !== undefined ? messagePreview(sender) : undefined
  return {
    author: item.agent_message.author,
    recipient: item.agent_message.recipient,
    edge: edge === undefined ? null : { edgeId: edge.edgeId, kind: edge.kind },
    said: saidView(whole, preview),
  }
}

function saidView(whole: string | undefined, preview: string | undefined): AgentMessageView['said'] {
  if (whole !== undefined) return { text: cutText(whole), cut: whole.length > partLimit }
  return preview === undefined ? null : { text: preview, cut: preview.endsWith('…') }
}

async function partView(
  index: TraceIndex,
  source: JsonSource,
  item: ConversationItem,
  part: ItemPart,
): Promise<ConversationPart> {
  switch (part.type) {
    case 'text':
      return content(textForm(index, item, part.text), part.text, payloadOfItem(index, item))
    case 'summary':
      return { ...content('markdown', part.text, payloadOfItem(index, item)), summary: true }
    case 'encoded':
      return { ...content('encrypted', part.value, payloadOfItem(index, item)), label: part.label }
    case 'code':
      return { ...content('code', part.source, payloadOfItem(index, item)), label: part.language }
    case 'json': {
      const isCut = isCutSummary(part.summary)
      const whole = isCut ? await wholeJsonPart(source, item, part.raw_payload_id) : part.summary
      const known = content('json', whole ?? part.summary, part.raw_payload_id)
      return { ...known, cut: known.cut || whole === undefined }
    }
    case 'payload_ref':
      return { ...content('payload', '', part.raw_payload_id), label: part.label, cut: true }
    default:
      return unreachable(part)
  }
}

function content(form: PartForm, text: string, payload: RawPayloadId | undefined): ConversationPart {
  const shown = cutText(text)
  const cut = shown.length < text.length
  return { form, label: null, summary: false, text: shown, length: text.length, cut, payloadId: payload ?? null }
}

function cutText(text: string): string {
  return text.length <= partLimit ? text : text.slice(0, partLimit).replace(/[\uD800-\uDBFF]$/, '')
}

/** What models write is markdown; instructions are plain; tools answer with terminal output, JSON or text. */
function textForm(index: TraceIndex, item: ConversationItem, text: string): PartForm {
  switch (item.kind) {
    case 'message':
    case 'reasoning':
      return item.role === 'developer' || item.role === 'system' ? 'text' : 'markdown'
    case 'custom_tool_call':
      return text.startsWith('*** Begin Patch') ? 'patch' : 'code'
    case 'function_call_output':
    case 'custom_tool_call_output': {
      const tools = index.toolsOfItem(item.item_id)
      if (tools.some(({ tool }) => tool.terminal_operation_id !== null)) return 'terminal'
      return isJsonDocument(text) ? 'json' : 'text'
    }
    case 'function_call':
    case 'compaction_marker':
      return 'text'
    default:
      return unreachable(item.kind)
  }
}
