/** What of an object can be found: its ids and names, and its content. */
import { unreachable } from '../../base/assert.ts'
import type { ConversationItem, ItemPart } from '../../model/graph.ts'
import type { Diagnostic } from '../../model/reduction.ts'
import type { SearchField } from '../../../shared/view-models/search.ts'
import type { Interaction } from '../interactions.ts'
import { commandText, toolName } from '../labels.ts'
import type { GraphObject } from '../refs.ts'
import { terminalResult } from '../terminal-result.ts'
import type { TraceIndex } from '../trace-index.ts'

export interface Field {
  readonly field: SearchField
  readonly text: string
  /** Index of the item's part; undefined for what is not one. */
  readonly part?: number
}

/** What `text:` looks at. */
export function isContent({ field }: Field): boolean {
  return field === 'text' || field === 'arguments' || field === 'output' || field === 'payload'
}

/** Content first: where a word stands in several fields, the most telling one is shown. */
export function fieldsOf(index: TraceIndex, found: GraphObject): readonly Field[] {
  const { kind, object } = found
  switch (kind) {
    case 'thread': {
      const { origin } = object
      const spawned = origin.type === 'spawned' ? [origin.task_name, origin.agent_role] : []
      return [...names(object.agent_path, object.nickname, object.default_model, ...spawned), ...ids(object.thread_id)]
    }
    case 'codex_turn':
      return ids(object.codex_turn_id)
    case 'conversation_item':
      return itemFields(object)
    case 'inference_call':
      return [
        ...names(object.model, object.provider_name),
        ...ids(object.inference_call_id, object.response_id, object.upstream_request_id),
      ]
    case 'tool_call': {
      const { summary } = object
      const input = summary.type === 'generic' ? (summary.input_preview ?? '') : ''
      return [
        { field: 'arguments', text: input },
        ...names(toolName(object.kind)),
        ...ids(object.tool_call_id, object.model_visible_call_id, object.mcp_call_id),
      ]
    }
    case 'code_cell':
      return [{ field: 'text', text: object.source_js }, ...ids(object.code_cell_id, object.runtime_cell_id)]
    case 'terminal_session':
      return ids(object.terminal_id)
    case 'terminal_operation': {
      const { result } = terminalResult(index, object)
      return [
        { field: 'arguments', text: commandText(object.request) },
        { field: 'output', text: result?.stdout ?? '' },
        { field: 'output', text: result?.stderr ?? '' },
        ...ids(object.operation_id),
      ]
    }
    case 'compaction':
      return ids(object.compaction_id)
    case 'compaction_request':
      return [...names(object.model), ...ids(object.compaction_request_id)]
    case 'raw_payload':
      return [...names(object.path, object.kind.type), ...ids(object.raw_payload_id)]
    default:
      return unreachable(kind)
  }
}

function itemFields(item: ConversationItem): readonly Field[] {
  const isOutput = item.kind.endsWith('output')
  const isCall = item.kind.endsWith('call')
  const field: SearchField = isOutput ? 'output' : isCall ? 'arguments' : 'text'
  return [
    ...item.body.parts.flatMap((part, at) => {
      const text = partText(part)
      return text === undefined ? [] : [{ field, text, part: at }]
    }),
    ...names(item.agent_message?.author, item.agent_message?.recipient),
    ...ids(item.item_id, item.responses_item_id, item.call_id),
  ]
}

/** What of a part is text; undefined for what is encrypted or stands in a payload. */
export function partText(part: ItemPart): string | undefined {
  switch (part.type) {
    case 'text':
    case 'summary':
      return part.text
    case 'json':
      return part.summary
    case 'code':
      return part.source
    case 'encoded':
    case 'payload_ref':
      return undefined
    default:
      return unreachable(part)
  }
}

export function edgeFields({ edgeId, kind }: Interaction): readonly Field[] {
  return [...names(kind), ...ids(edgeId)]
}

export function diagnosticFields({ code, object, expected, found, effect }: Diagnostic): readonly Field[] {
  return [
    { field: 'text', text: [effect, expected, found].filter((text) => text !== null).join('\n') },
    ...names(code),
    ...ids(object),
  ]
}

function names(...values: readonly (string | null | undefined)[]): readonly Field[] {
  return values.flatMap((text) => (text === null || text === undefined ? [] : [{ field: 'name' as const, text }]))
}

function ids(...values: readonly (string | null | undefined)[]): readonly Field[] {
  return values.flatMap((text) => (text === null || text === undefined ? [] : [{ field: 'id' as const, text }]))
}
