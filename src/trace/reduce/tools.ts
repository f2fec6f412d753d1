/**
 * Finding tool calls by the ids that events give. The reference knows one call per id; where a recording reuses an id,
 * tolerant reduction keeps every call and gives each event to the first one that still waits for such an event.
 */
import { as, type ModelVisibleCallId, type ToolCallId } from '../base/ids.ts'
import type { EventPlace } from '../format/events/index.ts'
import type { ToolKind } from '../model/graph.ts'
import type { Context } from './context.ts'
import type { ToolDraft } from './drafts.ts'
import { knownThread, knownTurn } from './known.ts'
import { linkTool } from './links.ts'
import { memoryOf, relinkCall, type State } from './state.ts'
import { openWindow } from './window.ts'

export type Stage = 'runtime_start' | 'runtime_end' | 'end'

/** The call that an event of this id speaks of. Without a stage: the newest one. */
export function toolFor(state: State, id: ToolCallId, stage?: Stage): ToolDraft | undefined {
  const instances = state.toolInstances.get(id)
  if (instances === undefined) return state.tools.get(id)
  const tools = instances.flatMap((instance) => state.tools.get(instance) ?? [])
  const waiting = stage === undefined ? undefined : tools.find((tool) => waitsFor(state, tool, stage))
  return waiting ?? tools.at(-1)
}

function waitsFor(state: State, tool: ToolDraft, stage: Stage): boolean {
  if (stage === 'end') return tool.execution.status === 'running'
  if (stage === 'runtime_start') return tool.raw_runtime_payload_ids.size === 0
  const operation = tool.terminal_operation_id && state.operations.get(tool.terminal_operation_id)
  return operation ? operation.execution.status === 'running' : tool.raw_runtime_payload_ids.size === 1
}

/**
 * Tolerant only: a call whose start was not recorded, known by its runtime events. It has the id for the model's items too
 * if there are such items, as every recorder gives both the same.
 */
export function impliedTool(state: State, id: ToolCallId, kind: ToolKind, event: EventPlace, ctx: Context): ToolDraft {
  const thread = knownThread(state, event.thread_id ?? state.rootThreadId, event, ctx)
  const turn = event.codex_turn_id
  if (turn !== null) {
    const message = `event of tool call ${id} names unknown turn ${turn}`
    knownTurn(state, turn, thread.thread_id, event, ctx, message, () => `event of tool call ${id} names turn ${turn}`)
  }
  const call = as<ModelVisibleCallId>(id)
  const isShown = memoryOf(state, thread.thread_id).itemsByCall.has(call) && !state.toolsByCall.has(call)
  const tool: ToolDraft = {
    tool_call_id: id,
    mcp_call_id: null,
    model_visible_call_id: isShown ? call : null,
    code_mode_runtime_tool_id: null,
    thread_id: thread.thread_id,
    started_by_codex_turn_id: turn,
    execution: openWindow(event),
    requester: { type: 'model' },
    kind,
    model_visible_call_item_ids: new Set(),
    model_visible_output_item_ids: new Set(),
    terminal_operation_id: null,
    summary: {
      type: 'generic',
      label: kind.type === 'other' ? kind.name : kind.type,
      input_preview: null,
      output_preview: null,
    },
    raw_invocation_payload_id: null,
    raw_result_payload_id: null,
    raw_runtime_payload_ids: new Set(),
  }
  state.tools.set(id, tool)
  state.impliedTools.add(id)
  if (isShown) {
    state.toolsByCall.set(call, [id])
    relinkCall(state, call)
  }
  ctx.touch('tool_call', id)
  linkTool(state, tool, ctx)
  return tool
}
