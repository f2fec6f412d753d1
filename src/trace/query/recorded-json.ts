/**
 * Whole values behind what the graph keeps in short: JSON parts are cut after 240 bytes, previews after 160 characters.
 * They are looked up in the payload that the graph names. Nothing is guessed: what is not found there stays short.
 */
import type { RawPayloadId } from '../base/ids.ts'
import type { ConversationItem, ItemKind, ToolCall } from '../model/graph.ts'
import { isRecord, listMember, member, readPayloadJson, stringMember } from './payload-reader.ts'
import type { PayloadJson, PayloadReader } from './payload-reader.ts'

/** Bytes of a payload that is read whole for the sake of one value in it. */
const wholeLimit = 8 * 1024 * 1024

export interface JsonSource {
  json(payload: RawPayloadId): Promise<PayloadJson>
}

/** Reads each payload once; for the length of one query. */
export function createJsonSource(reader: PayloadReader, limit = wholeLimit): JsonSource {
  const read = new Map<RawPayloadId, Promise<PayloadJson>>()
  return {
    json(payload) {
      const known = read.get(payload) ?? readPayloadJson(reader, payload, limit)
      read.set(payload, known)
      return known
    },
  }
}

/** The text of an item's JSON part as recorded: arguments as the model wrote them, anything else as compact JSON. */
export async function wholeJsonPart(
  source: JsonSource,
  item: ConversationItem,
  payload: RawPayloadId,
): Promise<string | undefined> {
  const document = await source.json(payload)
  const recorded = document.ok ? recordedItem(document.value, item) : undefined
  if (recorded === undefined) return undefined
  const value = isHosted(recorded) ? recorded : member(recorded, item.kind.endsWith('output') ? 'output' : 'arguments')
  if (typeof value === 'string') return value
  return JSON.stringify(value === undefined ? recorded : value)
}

/** Where lists of items stand in requests, responses and checkpoints. */
const lists = ['output_items', 'input', 'input_history', 'replacement_history'] as const

function recordedItem(document: unknown, item: ConversationItem): unknown {
  for (const name of lists) {
    const found = listMember(document, name).find((element) => isSame(element, item))
    if (found !== undefined) return found
  }
  return undefined
}

function isSame(element: unknown, item: ConversationItem): boolean {
  if (kindOfType(stringMember(element, 'type')) !== item.kind) return false
  if (item.call_id !== null) return stringMember(element, 'call_id') === item.call_id
  return item.responses_item_id !== undefined && stringMember(element, 'id') === item.responses_item_id
}

/** Types of Responses items by the kind of item they become (docs/format/reduction.md, normalizing). */
function kindOfType(type: string | undefined): ItemKind | undefined {
  switch (type) {
    case 'function_call':
    case 'tool_search_call':
    case 'web_search_call':
    case 'image_generation_call':
    case 'local_shell_call':
      return 'function_call'
    case 'function_call_output':
    case 'tool_search_output':
    case 'mcp_tool_call_output':
      return 'function_call_output'
    case 'custom_tool_call':
      return 'custom_tool_call'
    case 'custom_tool_call_output':
      return 'custom_tool_call_output'
    default:
      return undefined
  }
}

/** Calls that the provider runs: their JSON part is the whole item. */
function isHosted(element: unknown): boolean {
  const type = stringMember(element, 'type')
  return type !== 'function_call' && type !== 'function_call_output' && type !== 'custom_tool_call_output'
}

export interface Invocation {
  readonly toolName: string | null
  /** Arguments as the model or the cell wrote them: JSON text of functions, free text of custom tools. */
  readonly text: string
  /** The arguments as a value, if they are JSON. */
  readonly value: unknown
}

/** What a tool was called with; undefined if the payload cannot be read or has another form. */
export async function invocationOf(source: JsonSource, tool: ToolCall): Promise<Invocation | undefined> {
  if (tool.raw_invocation_payload_id === null) return undefined
  const document = await source.json(tool.raw_invocation_payload_id)
  const payload = document.ok ? member(document.value, 'payload') : undefined
  if (!document.ok || !isRecord(payload)) return undefined
  const given = payload['arguments'] ?? payload['input'] ?? payload['command']
  if (given === undefined) return undefined
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return { toolName: stringMember(document.value, 'tool_name') ?? null, text, value: parsed(text) }
}

/** What a tool call said to another agent. */
export async function sentMessage(source: JsonSource, tool: ToolCall): Promise<string | undefined> {
  const invocation = await invocationOf(source, tool)
  return invocation === undefined ? undefined : stringMember(invocation.value, 'message')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
