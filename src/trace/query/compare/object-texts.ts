/** The readable texts of one object, each under a name by which it is set beside that of the other side. */
import type { ItemId } from '../../base/ids.ts'
import { as } from '../../base/ids.ts'
import type { ConversationItem, TerminalOperation, ToolCall } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { TextDiff } from '../../../shared/view-models/compare.ts'
import { commandText } from '../labels.ts'
import { isJsonDocument } from '../item-facts.ts'
import type { ComparedPart } from './compared.ts'
import { itemText, toolArguments } from './fingerprint.ts'

export interface NamedText {
  readonly title: string
  readonly side: TextDiff['side']
  readonly form: TextDiff['form']
  readonly text: string
  readonly cut?: boolean
}

export function textsOf(part: ComparedPart, ref: ObjectRef): readonly NamedText[] {
  const { graph } = part.index
  switch (ref.kind) {
    case 'conversation_item': {
      const found = itemTextOf(part, as(ref.id))
      return found === undefined ? [] : [found]
    }
    case 'tool_call': {
      const tool = graph.tool_calls.get(as(ref.id))
      return tool === undefined ? [] : toolTexts(part, tool)
    }
    case 'terminal_operation': {
      const operation = graph.terminal_operations.get(as(ref.id))
      return operation === undefined ? [] : operationTexts(operation)
    }
    case 'code_cell': {
      const cell = graph.code_cells.get(as(ref.id))
      if (cell === undefined) return []
      const source: NamedText = { title: 'Source', side: 'runtime', form: 'code', text: cell.source_js }
      return [source, ...joined(part, cell.output_item_ids, 'What the model saw')]
    }
    case 'interaction_edge': {
      const edge = graph.interaction_edges.get(as(ref.id))
      const tool = edge?.source.type === 'tool_call' ? graph.tool_calls.get(edge.source.tool_call_id) : undefined
      if (tool !== undefined) return argumentsOf(part, tool, 'What was sent')
      return edge?.source.type === 'conversation_item' ? joined(part, [edge.source.item_id], 'What was sent') : []
    }
    case 'thread': {
      const task = part.side.agents.find(({ thread }) => thread.thread_id === ref.id)?.task
      return task === undefined ? [] : [{ title: 'Task', side: 'runtime', form: 'text', text: task }]
    }
    default:
      return []
  }
}

/** Undefined for an item that was never recorded. */
export function itemTextOf(part: ComparedPart, id: ItemId): NamedText | undefined {
  const item = part.index.graph.conversation_items.get(id)
  if (item === undefined) return undefined
  const { text, json } = itemText(item, part.side.texts)
  const isCut = json && !part.side.texts.arguments.has(id) && text.endsWith('...')
  return { title: 'Text', side: 'model', form: formOf(part, item, text, json), text, cut: isCut }
}

function formOf({ index }: ComparedPart, item: ConversationItem, text: string, json: boolean): NamedText['form'] {
  if (json) return 'json'
  if (item.kind === 'custom_tool_call') return text.startsWith('*** Begin Patch') ? 'patch' : 'code'
  if (!item.kind.endsWith('_output')) return 'text'
  if (index.toolsOfItem(item.item_id).some(({ tool }) => tool.terminal_operation_id !== null)) return 'terminal'
  return isJsonDocument(text) ? 'json' : 'text'
}

function toolTexts(part: ComparedPart, tool: ToolCall): readonly NamedText[] {
  const { graph } = part.index
  const operation =
    tool.terminal_operation_id === null ? undefined : graph.terminal_operations.get(tool.terminal_operation_id)
  return [
    ...argumentsOf(part, tool, 'Arguments'),
    ...joined(part, tool.model_visible_output_item_ids, 'Result the model saw'),
    ...(operation === undefined ? [] : operationTexts(operation)),
  ]
}

function argumentsOf(part: ComparedPart, tool: ToolCall, title: string): readonly NamedText[] {
  const [item] = tool.model_visible_call_item_ids
  const shown = item === undefined ? undefined : itemTextOf(part, item)
  if (shown !== undefined) return [{ ...shown, title }]
  const { text, json } = toolArguments(part.index.graph, tool, part.side.texts)
  return text === '' ? [] : [{ title, side: 'runtime', form: json ? 'json' : 'text', text }]
}

function operationTexts({ request, result }: TerminalOperation): readonly NamedText[] {
  const runtime = (title: string, text: string): NamedText[] =>
    text === '' ? [] : [{ title, side: 'runtime', form: 'terminal', text }]
  return [
    ...runtime(request.type === 'exec_command' ? 'Command' : 'Written', commandText(request)),
    ...(result === null
      ? []
      : [...runtime('Standard output', result.stdout), ...runtime('Standard error', result.stderr)]),
  ]
}

function joined(part: ComparedPart, ids: readonly ItemId[], title: string): readonly NamedText[] {
  const texts = ids.flatMap((id) => itemTextOf(part, id) ?? [])
  const [first] = texts
  if (first === undefined) return []
  const form = texts.length === 1 ? first.form : 'text'
  return [
    {
      title,
      side: 'model',
      form,
      text: texts.map(({ text }) => text).join('\n'),
      cut: texts.some(({ cut }) => cut === true),
    },
  ]
}
