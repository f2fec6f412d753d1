/** A short name for any object, as links and rows show it. Unknown objects are called by their id. */
import { as } from '../base/ids.ts'
import type { EdgeId } from '../base/ids.ts'
import { unreachable } from '../base/assert.ts'
import type { CodexTurn, ConversationItem, InferenceCall, ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import { callLabel, commandText, firstLine, itemLabel, labelLength, shorten, toolLabel } from './labels.ts'
import { edgeText } from './lane-edges.ts'
import { graphObject } from './refs.ts'
import type { TraceIndex } from './trace-index.ts'

export function objectLabel(index: TraceIndex, ref: ObjectRef): string {
  const { graph, reduction } = index
  if (ref.kind === 'interaction_edge') return edgeLabel(index, as<EdgeId>(ref.id))
  if (ref.kind === 'raw_event') return `event ${ref.id}`
  if (ref.kind === 'diagnostic') return reduction.diagnostics[Number(ref.id)]?.code ?? `diagnostic ${ref.id}`
  const found = graphObject(graph, ref)
  if (found === undefined) return ref.id
  const { kind, object } = found
  switch (kind) {
    case 'thread':
      return object.agent_path
    case 'codex_turn':
      return `turn ${String(turnOrdinal(index, object))}`
    case 'conversation_item':
      return labelOfItem(index, object)
    case 'inference_call':
      return callLabel(object, callOrdinal(index, object))
    case 'tool_call':
      return labelOfTool(index, object)
    case 'code_cell':
      return firstLine(object.source_js) || 'code cell'
    case 'terminal_session': {
      const first = graph.terminal_operations.get(object.created_by_operation_id)
      return shorten(
        `terminal ${first === undefined ? '' : firstLine(commandText(first.request))}`.trimEnd(),
        labelLength,
      )
    }
    case 'terminal_operation':
      return firstLine(commandText(object.request)) || object.kind
    case 'compaction':
      return 'compaction'
    case 'compaction_request':
      return shorten(`compaction request ${object.model}`, labelLength)
    case 'raw_payload':
      return `${object.raw_payload_id} ${object.kind.type}`
    default:
      return unreachable(kind)
  }
}

/** What asks for a tool or brings its output is called by the tool call: such texts begin alike. */
export function labelOfItem(index: TraceIndex, item: ConversationItem): string {
  const [use] = index.toolsOfItem(item.item_id)
  if (use === undefined) return itemLabel(item)
  const label = labelOfTool(index, use.tool)
  return use.role === 'output' ? shorten(`output of ${label}`, labelLength) : label
}

export function labelOfTool({ graph }: TraceIndex, tool: ToolCall): string {
  const operation = tool.terminal_operation_id
  return toolLabel(tool, operation === null ? undefined : graph.terminal_operations.get(operation))
}

function edgeLabel(index: TraceIndex, id: EdgeId): string {
  const edge = index.interaction(id)
  if (edge === undefined) return id
  const text = edgeText(index, edge)
  return shorten(text === '' ? edge.kind : `${edge.kind}: ${text}`, labelLength)
}

/** Position of a call among those of its thread, from 1: the N of "call N". */
export function callOrdinal(index: TraceIndex, call: InferenceCall): number {
  return index.callsOf(call.thread_id).indexOf(call) + 1
}

export function turnOrdinal(index: TraceIndex, turn: CodexTurn): number {
  return index.turnsOf(turn.thread_id).indexOf(turn) + 1
}

/** A call as links name it: by its place among those of its thread. */
export function callName(
  index: TraceIndex,
  call: InferenceCall | undefined,
): { readonly inferenceCallId: string; readonly ordinal: number } | null {
  return call === undefined ? null : { inferenceCallId: call.inference_call_id, ordinal: callOrdinal(index, call) }
}
