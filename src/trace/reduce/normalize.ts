/**
 * Responses items become candidates: what a conversation item would be if it is a new one. Rule:
 * docs/format/reduction.md §4. Knows nothing of conversations. Where the reference refuses an item, the candidate holds what
 * could be read and says so in `faults`; the finding is told when the item is created, not each time it is repeated.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { as, type ModelVisibleCallId, type RawPayloadId, type ResponsesItemId } from '../base/ids.ts'
import type { JsonSpan } from '../base/json/document.ts'
import { parseExact, type ExactValue } from '../base/json/exact.ts'
import { printCanonical, printCompact } from '../base/json/print.ts'
import { JsonFault } from '../base/json/scan.ts'
import { readBody } from '../format/bodies/read.ts'
import { agentMessage } from '../format/bodies/response-item.ts'
import type { ItemChannel, ItemKind, ItemPart, ItemRole } from '../model/graph.ts'
import type { Code } from './codes.ts'
import type { Context } from './context.ts'

export interface Candidate {
  readonly role: ItemRole
  readonly channel: ItemChannel | null
  readonly kind: ItemKind
  readonly agent_message?: { readonly author: string; readonly recipient: string }
  readonly parts: readonly ItemPart[]
  readonly call_id: ModelVisibleCallId | null
  /** [S2] */
  readonly responses_item_id?: ResponsesItemId
  readonly faults: readonly Fault[]
}

export interface Fault {
  readonly code: Code
  readonly message: string
}

/** Where items come from, and how. */
interface Origin {
  readonly payload: RawPayloadId
  readonly schema: Context['schema']
  readonly faults: Fault[]
}

type Members = Readonly<Record<string, unknown>>
type Shape = Pick<Candidate, 'role' | 'channel' | 'kind' | 'parts'> & Partial<Candidate>

/** Judges all items before any of them is reconciled, as the reference does. */
export function normalizeItems(items: readonly JsonSpan[], payload: RawPayloadId, ctx: Context): Candidate[] {
  return normalizeElements(items, payload, ctx).filter((candidate) => candidate !== undefined)
}

/** The same, element by element: undefined for those that take no place in the conversation. */
export function normalizeElements(
  items: readonly JsonSpan[],
  payload: RawPayloadId,
  ctx: Context,
): (Candidate | undefined)[] {
  const candidates = items.map((item) => normalizeItem(item, payload, ctx))
  for (const candidate of candidates)
    for (const { code, message } of candidate?.faults ?? []) ctx.judge(code, message, payload)
  return candidates
}

/** Undefined for items that take no place in the conversation. */
function normalizeItem(item: JsonSpan, payload: RawPayloadId, ctx: Context): Candidate | undefined {
  const origin: Origin = { payload, schema: ctx.schema, faults: [] }
  const members = membersOf(item.plain)
  if (members['type'] === 'additional_tools') return undefined
  const shape = shapeOf(members, item, origin)
  const id = members['id']
  return {
    call_id: null,
    ...(ctx.schema === 2 && typeof id === 'string' && { responses_item_id: as<ResponsesItemId>(id) }),
    ...shape,
    faults: origin.faults,
  }
}

function shapeOf(members: Members, item: JsonSpan, origin: Origin): Shape {
  const type = members['type']
  if (typeof type !== 'string') {
    fault(origin, 'item_malformed', `model item in payload ${origin.payload} did not contain a string type`)
    return wholeItem(item, origin)
  }
  const call_id = typeof members['call_id'] === 'string' ? as<ModelVisibleCallId>(members['call_id']) : null
  const call = { role: 'assistant', channel: 'commentary', call_id } as const
  const output = { role: 'tool', channel: 'commentary', call_id } as const
  switch (type) {
    case 'message':
      return message(members, item, origin)
    case 'agent_message':
      return agentMessageShape(members, item, origin)
    case 'reasoning':
      return { role: 'assistant', channel: 'analysis', kind: 'reasoning', parts: reasoningParts(members, origin) }
    case 'function_call':
      return { ...call, kind: 'function_call', parts: [argumentsPart(members, item, origin)] }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { ...output, kind: type, parts: toolOutput(members, item, origin) }
    case 'custom_tool_call':
      return { ...call, kind: type, parts: [customInput(members, item, origin)] }
    case 'tool_search_call':
    case 'web_search_call':
    case 'image_generation_call':
    case 'local_shell_call':
      return { ...call, kind: 'function_call', parts: [wholeItemPart(item, origin)] }
    case 'tool_search_output':
    case 'mcp_tool_call_output':
      return { ...output, kind: 'function_call_output', parts: [wholeItemPart(item, origin)] }
    case 'compaction':
    case 'compaction_summary':
    case 'context_compaction':
      return { role: 'assistant', channel: 'summary', kind: 'message', parts: compactionParts(members, item, origin) }
    default:
      fault(origin, 'item_type_unknown', `unsupported model item type ${type} in payload ${origin.payload}`)
      return { ...wholeItem(item, origin), call_id }
  }
}

function fault(origin: Origin, code: Code, message: string): void {
  origin.faults.push({ code, message })
}

/** An item that is none the format knows. */
function wholeItem(item: JsonSpan, origin: Origin): Shape {
  return { role: 'assistant', channel: null, kind: 'message', parts: [wholeItemPart(item, origin)] }
}

const ROLES: readonly ItemRole[] = ['system', 'developer', 'user', 'assistant', 'tool']

function message(members: Members, item: JsonSpan, origin: Origin): Shape {
  const given = members['role']
  const role = ROLES.find((known) => known === given)
  if (typeof given !== 'string') {
    fault(origin, 'item_malformed', `message item in payload ${origin.payload} did not contain a string role`)
  } else if (role === undefined) {
    fault(origin, 'item_malformed', `unsupported message role ${given} in payload ${origin.payload}`)
  }
  const parts = contentParts(item, 'content', members['content'], origin)
  return { role: role ?? 'assistant', channel: channelOf(members['phase']), kind: 'message', parts }
}

function channelOf(phase: unknown): ItemChannel | null {
  if (phase === 'commentary' || phase === 'summary') return phase
  return phase === 'final_answer' ? 'final' : null
}

/** The parts of the list `content`, which is the member `name` of the item. */
function contentParts(item: JsonSpan, name: string, content: unknown, origin: Origin): ItemPart[] {
  if (!Array.isArray(content)) return [reference('content', origin)]
  let spans: readonly JsonSpan[] | undefined
  const parts = content.flatMap((element: unknown, index): ItemPart[] => {
    const { type, text } = membersOf(element)
    if (type === 'input_text' || type === 'output_text' || type === 'text') {
      return typeof text === 'string' ? [{ type: 'text', text }] : []
    }
    const part = reference(typeof type === 'string' ? type : 'content', origin)
    if (origin.schema === 1) return [part]
    spans ??= item.member(name)?.elements()
    const exact = spans?.[index]?.exact
    return exact === undefined ? [part] : [{ ...part, content_sha256: hashOf(exact) }]
  })
  return parts.length === 0 && origin.schema === 1 ? [reference('empty_content', origin)] : parts
}

function reference(label: string, origin: Origin) {
  return { type: 'payload_ref', label, raw_payload_id: origin.payload } as const
}

const encoder = new TextEncoder()

/** Lower-case hex SHA-256 of the canonical JSON. */
function hashOf(value: ExactValue): string {
  const digest = sha256(encoder.encode(printCanonical(value)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function agentMessageShape(members: Members, item: JsonSpan, origin: Origin): Shape {
  const reading = readBody(agentMessage, members)
  if (!reading.ok) {
    fault(origin, 'item_malformed', `failed to parse agent_message item in payload ${origin.payload}`)
    return { ...wholeItem(item, origin), channel: 'analysis' }
  }
  const { author, recipient, content } = reading.value
  if (content.length === 0) {
    fault(origin, 'item_malformed', `agent_message item in payload ${origin.payload} contained no content`)
  }
  const parts = content.map((part): ItemPart =>
    part.type === 'input_text' ? { type: 'text', text: part.text } : encoded(part.encrypted_content),
  )
  return { role: 'assistant', channel: 'analysis', kind: 'message', agent_message: { author, recipient }, parts }
}

function encoded(value: string): ItemPart {
  return { type: 'encoded', label: 'encrypted_content', value }
}

function reasoningParts(members: Members, origin: Origin): ItemPart[] {
  const content = members['content'] === null ? undefined : members['content']
  const readable: ItemPart[] = [
    ...reasoningEntries('content', content, ['reasoning_text', 'text'], origin).map(
      (text) => ({ type: 'text', text }) as const,
    ),
    ...reasoningEntries('summary', members['summary'], ['summary_text'], origin).map(
      (text) => ({ type: 'summary', text }) as const,
    ),
  ]
  const blob = members['encrypted_content']
  const parts = typeof blob === 'string' ? [...readable, encoded(blob)] : readable
  if (blob !== undefined && blob !== null && typeof blob !== 'string') {
    fault(origin, 'item_malformed', `reasoning item in payload ${origin.payload} had non-string encrypted_content`)
  } else if (parts.length === 0) {
    const nothing = 'contained no content, summary, or encrypted_content'
    fault(origin, 'item_malformed', `reasoning item in payload ${origin.payload} ${nothing}`)
  }
  return parts
}

/** The texts of a list in a reasoning item. Absent is nothing. */
function reasoningEntries(name: string, list: unknown, types: readonly string[], origin: Origin): string[] {
  if (list === undefined) return []
  const problem = (text: string) => {
    fault(origin, 'item_malformed', `reasoning item in payload ${origin.payload} had ${text}`)
    return []
  }
  if (!Array.isArray(list)) return problem(`non-array ${name}`)
  return list.flatMap((entry: unknown) => {
    const { type, text } = membersOf(entry)
    if (typeof type !== 'string') return problem(`${name} entry without string type`)
    if (!types.includes(type)) return problem(`unsupported ${name} type ${type}`)
    return typeof text === 'string' ? [text] : problem(`${name} entry without string text`)
  })
}

function customInput(members: Members, item: JsonSpan, origin: Origin): ItemPart {
  const input = members['input']
  if (typeof input !== 'string') return wholeItemPart(item, origin)
  return members['name'] === 'exec'
    ? { type: 'code', language: 'javascript', source: input }
    : { type: 'text', text: input }
}

function compactionParts(members: Members, item: JsonSpan, origin: Origin): ItemPart[] {
  const blob = members['encrypted_content']
  if (typeof blob === 'string') return [encoded(blob)]
  fault(
    origin,
    'item_malformed',
    `compaction item in payload ${origin.payload} did not contain string encrypted_content`,
  )
  return [wholeItemPart(item, origin)]
}

function argumentsPart(members: Members, item: JsonSpan, origin: Origin): ItemPart {
  const given = members['arguments']
  if (typeof given !== 'string') return memberPart(item, 'arguments', 'payload', origin)
  const value = parseOrUndefined(given)
  return value === undefined ? { type: 'text', text: given } : jsonPart(value, origin)
}

/** A member as JSON, or a reference under `label` if there is no such member. */
function memberPart(item: JsonSpan, name: string, label: string, origin: Origin): ItemPart {
  const member = item.member(name)
  return member === undefined ? reference(label, origin) : jsonPart(member.exact, origin)
}

function parseOrUndefined(text: string): ExactValue | undefined {
  try {
    return parseExact(text)
  } catch (problem) {
    if (problem instanceof JsonFault) return undefined
    throw problem
  }
}

function toolOutput(members: Members, item: JsonSpan, origin: Origin): ItemPart[] {
  const output = members['output']
  if (typeof output === 'string') return [{ type: 'text', text: output }]
  if (Array.isArray(output)) return contentParts(item, 'output', output, origin)
  return [memberPart(item, 'output', 'tool_output', origin)]
}

/** Not part of an item. Its removal moves the last member into its place, as it does in the reference. */
const INTERNAL = 'internal_chat_message_metadata_passthrough'

function wholeItemPart(item: JsonSpan, origin: Origin): ItemPart {
  const { exact } = item
  if (!(exact instanceof Map) || !exact.has(INTERNAL)) return jsonPart(exact, origin)
  const members = [...exact]
  const at = members.findIndex(([key]) => key === INTERNAL)
  const last = members.pop()
  if (last !== undefined && at < members.length) members[at] = last
  return jsonPart(new Map(members), origin)
}

const LIMIT = 240

function jsonPart(value: ExactValue, origin: Origin): ItemPart {
  return { type: 'json', summary: cut(printCompact(value), origin), raw_payload_id: origin.payload }
}

function cut(text: string, origin: Origin): string {
  if (text.length <= LIMIT / 3) return text
  const bytes = encoder.encode(text.slice(0, LIMIT + 1))
  if (bytes.length <= LIMIT) return text
  let end = LIMIT
  while (isContinuation(bytes[end])) end -= 1
  if (end < LIMIT && origin.schema === 1) {
    fault(origin, 'summary_cut_inside_character', 'panic: assertion failed: self.is_char_boundary(new_len)')
  }
  return `${decoder.decode(bytes.subarray(0, end))}...`
}

const decoder = new TextDecoder()

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {}
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
