/**
 * Turns conversation items into integers that are equal when the content is: one for the text as recorded, one for the text
 * without noise. Both sides of a comparison share one interner. Never part of a fingerprint: ids, times, encrypted blobs.
 */
import type { ItemId, ThreadId } from '../../base/ids.ts'
import type { ConversationItem, ItemPart, ToolCall, ToolKind, TraceGraph } from '../../model/graph.ts'
import type { ComparedTexts } from './texts.ts'
import { normaliseJson, normaliseText } from './normalise.ts'

export interface Fingerprint {
  readonly exact: number
  readonly normal: number
  /** Role, kind and tool only: what two changed items must share to be set side by side. */
  readonly shape: number
}

/** Strings to small integers, the same for equal strings. */
export class Interner {
  readonly #known = new Map<string, number>()

  idOf(text: string): number {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const id = this.#known.size
    this.#known.set(text, id)
    return id
  }
}

/** The name a person knows a tool by: the recorder's label, else the kind. */
export function toolName(tool: ToolCall): string {
  if (tool.summary.type === 'generic') return tool.summary.label
  return kindName(tool.kind)
}

function kindName(kind: ToolKind): string {
  if (kind.type === 'mcp') return `${kind.server}.${kind.tool}`
  return kind.type === 'other' ? kind.name : kind.type
}

/** Readable text of an item, parts joined by newlines; `json` says that all of it is one JSON part. */
export function itemText(
  item: ConversationItem,
  texts: ComparedTexts,
): { readonly text: string; readonly json: boolean } {
  const parts = item.body.parts
  const only = parts.length === 1 ? parts[0] : undefined
  if (only?.type === 'json') return { text: texts.arguments.get(item.item_id) ?? only.summary, json: true }
  const readable = parts.filter((part) => part.type !== 'encoded')
  if (readable.length === 0 && parts.length > 0) return { text: '<encrypted>', json: false }
  return { text: readable.map(partText).join('\n'), json: false }
}

function partText(part: ItemPart): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'summary':
      return `summary: ${part.text}`
    case 'json':
      return part.summary
    case 'code':
      return part.source
    case 'payload_ref':
      return `<${part.label} ${part.content_sha256 ?? ''}>`
    case 'encoded':
      return ''
  }
}

/** Fingerprints every item of a graph that counts. */
export function fingerprintItems(
  graph: TraceGraph,
  texts: ComparedTexts,
  interner: Interner,
  counts: (item: ConversationItem) => boolean,
): Map<ItemId, Fingerprint> {
  const tools = toolsByCall(graph)
  const prints = new Map<ItemId, Fingerprint>()
  for (const item of graph.conversation_items.values()) {
    if (!counts(item)) continue
    const tool = item.call_id === null ? undefined : tools.get(callKey(item.thread_id, item.call_id))
    const shape = [item.role, item.kind, item.channel ?? '', sharedToolName(tool)].join('|')
    const message =
      item.agent_message === undefined ? '' : `${item.agent_message.author}>${item.agent_message.recipient}`
    const { text, json } = itemText(item, texts)
    const head = `${shape}|${message}`
    prints.set(item.item_id, {
      shape: interner.idOf(shape),
      exact: interner.idOf(`${head}|${String(interner.idOf(text))}`),
      normal: interner.idOf(`${head}|${String(interner.idOf(json ? normaliseJson(text) : normaliseText(text)))}`),
    })
  }
  return prints
}

/**
 * Schema 1 does not record the tool call that starts a code cell, so its name says nothing across schemas. Whether one did start
 * a cell is not asked: a recording may stop before it is known.
 */
function sharedToolName(tool: ToolCall | undefined): string {
  return tool === undefined || startsCells(tool.kind) ? '' : toolName(tool)
}

function startsCells(kind: ToolKind): boolean {
  return kind.type === 'other' && kind.name === 'exec'
}

/** Tool calls by thread and model-visible call id. */
export function toolsByCall(graph: TraceGraph): Map<string, ToolCall> {
  const tools = new Map<string, ToolCall>()
  for (const tool of graph.tool_calls.values()) {
    if (tool.model_visible_call_id !== null) tools.set(callKey(tool.thread_id, tool.model_visible_call_id), tool)
  }
  return tools
}

export function callKey(thread: ThreadId, call: string): string {
  return `${thread}\u0000${call}`
}

/** What a tool was asked, as text: its call item, else the command, else the recorder's preview. */
export function toolArguments(
  graph: TraceGraph,
  tool: ToolCall,
  texts: ComparedTexts,
): { readonly text: string; readonly json: boolean } {
  const item = tool.model_visible_call_item_ids
    .map((id) => graph.conversation_items.get(id))
    .find((it) => it !== undefined)
  if (item !== undefined) return itemText(item, texts)
  const operation =
    tool.terminal_operation_id === null ? undefined : graph.terminal_operations.get(tool.terminal_operation_id)
  if (operation !== undefined) {
    const request = operation.request
    return { text: request.type === 'exec_command' ? request.display_command : request.stdin, json: false }
  }
  return { text: tool.summary.type === 'generic' ? (tool.summary.input_preview ?? '') : '', json: false }
}

/** What came back, as text: the output items, else the terminal's own output; undefined if nothing was recorded. */
export function toolResult(graph: TraceGraph, tool: ToolCall, texts: ComparedTexts): string | undefined {
  const outputs = tool.model_visible_output_item_ids.flatMap((id) => graph.conversation_items.get(id) ?? [])
  if (outputs.length > 0) return outputs.map((item) => itemText(item, texts).text).join('\n')
  const operation =
    tool.terminal_operation_id === null ? undefined : graph.terminal_operations.get(tool.terminal_operation_id)
  return operation?.result === null || operation === undefined ? undefined : operation.result.stdout
}
