/**
 * Links between items and tool calls, in whichever order both become known. Rule: docs/format/reduction.md §7.2. The order
 * at start (items of the tool's thread) and at sighting (tools of any thread) is the reference's.
 */
import type { InferenceCallId, ItemId, ToolCallId } from '../base/ids.ts'
import type { Context } from './context.ts'
import type { ItemDraft, ToolDraft } from './drafts.ts'
import { addProducer, inListingOrder } from './items.ts'
import { memoryOf, type State } from './state.ts'

type Side = 'call' | 'output'

function sideOf(item: ItemDraft): Side | undefined {
  if (item.kind === 'function_call' || item.kind === 'custom_tool_call') return 'call'
  return item.kind === 'function_call_output' || item.kind === 'custom_tool_call_output' ? 'output' : undefined
}

/** An item was sighted, for the first time or again. */
export function linkItem(state: State, item: ItemDraft, ctx: Context): void {
  const side = sideOf(item)
  const tool = side && toolFor(state, item, side)
  if (tool === undefined) return
  attach(state, tool, item, side, ctx)
}

/** The tool call of an item. Several share a call id in tolerant mode only; then their items go to them in order. */
function toolFor(state: State, item: ItemDraft, side: Side): ToolDraft | undefined {
  const ids = item.call_id === null ? undefined : state.toolsByCall.get(item.call_id)
  if (ids === undefined) return undefined
  const place = ids.length > 1 ? rivalsOf(state, item, side).indexOf(item) : 0
  const id = ids[Math.min(place, ids.length - 1)]
  return id === undefined ? undefined : state.tools.get(id)
}

function rivalsOf(state: State, item: ItemDraft, side: Side): ItemDraft[] {
  if (item.call_id === null) return []
  const items = memoryOf(state, item.thread_id).itemsByCall.get(item.call_id) ?? []
  return items.filter((other) => sideOf(other) === side)
}

function attach(state: State, tool: ToolDraft, item: ItemDraft, side: Side | undefined, ctx: Context): void {
  if (side === 'call') {
    addItem(tool, tool.model_visible_call_item_ids, item.item_id, ctx)
    linkResponses(state, tool, ctx)
  } else {
    addItem(tool, tool.model_visible_output_item_ids, item.item_id, ctx)
    addProducer(item, { type: 'tool', tool_call_id: tool.tool_call_id }, ctx)
  }
}

function addItem(tool: ToolDraft, items: Set<ItemId>, item: ItemId, ctx: Context): void {
  if (items.has(item)) return
  items.add(item)
  ctx.touch('tool_call', tool.tool_call_id)
  if (tool.terminal_operation_id !== null) ctx.touch('terminal_operation', tool.terminal_operation_id)
}

/** A tool call has started: collect the items that were there before it. */
export function linkTool(state: State, tool: ToolDraft, ctx: Context): void {
  const call = tool.model_visible_call_id
  if (call === null) return
  const rivals = state.toolsByCall.get(call) ?? []
  const known = memoryOf(state, tool.thread_id).itemsByCall.get(call) ?? []
  const items = inListingOrder(known, ctx.schema)
  for (const side of ['call', 'output'] as const) {
    const own = items.filter((item) => sideOf(item) === side)
    for (const item of rivals.length > 1 ? lateItems(state, rivals, own, side) : own) {
      attach(state, tool, item, side, ctx)
    }
  }
  linkResponses(state, tool, ctx)
}

/** What a later call of the same id takes over from the earlier ones: the items from its own place on. */
function lateItems(state: State, rivals: readonly ToolCallId[], items: readonly ItemDraft[], side: Side): ItemDraft[] {
  const late = items.slice(rivals.length - 1)
  for (const rival of rivals.slice(0, -1)) {
    const tool = state.tools.get(rival)
    const list = side === 'call' ? tool?.model_visible_call_item_ids : tool?.model_visible_output_item_ids
    for (const item of late) list?.delete(item.item_id)
  }
  return late
}

/** Lists the tool at every call whose response holds one of its call items. */
function linkResponses(state: State, tool: ToolDraft, ctx: Context): void {
  for (const item of tool.model_visible_call_item_ids) {
    for (const id of state.responders.get(item) ?? []) listTool(state, id, tool.tool_call_id, ctx)
  }
}

function listTool(state: State, inference: InferenceCallId, tool: ToolCallId, ctx: Context): void {
  const call = state.inferences.get(inference)
  if (call === undefined || call.tool_call_ids_started_by_response.has(tool)) return
  call.tool_call_ids_started_by_response.add(tool)
  ctx.touch('inference_call', inference)
}
