/** What a request payload says besides its input items: instructions, tools, parameters. Only its shape is relied on. */
import type { InferenceCall } from '../model/graph.ts'
import type { Change, ContextParameter, ContextTool, RequestProblem } from '../../shared/view-models/context.ts'
import { utf8Length } from './item-size.ts'
import { firstLine } from './labels.ts'
import { isRecord, listMember, member, stringMember } from './payload-reader.ts'
import type { JsonSource } from './recorded-json.ts'

export interface RequestDocument {
  /** Undefined if it cannot be read; `problem` says why. */
  readonly value: Readonly<Record<string, unknown>> | undefined
  readonly size: number | null
  readonly problem: RequestProblem | null
}

export async function requestDocument(source: JsonSource, call: InferenceCall): Promise<RequestDocument> {
  const document = await source.json(call.raw_request_payload_id)
  if (!document.ok) return { value: undefined, size: document.size, problem: document.problem }
  if (!isRecord(document.value)) return { value: undefined, size: document.size, problem: 'not_json' }
  return { value: document.value, size: document.size, problem: null }
}

export function isIncremental({ value }: RequestDocument): boolean | null {
  return value === undefined ? null : stringMember(value, 'previous_response_id') !== undefined
}

/**
 * Bytes of each input item as compact JSON. Undefined if the payload's list is not, item by item, the call's input: an
 * incremental request, or one that cannot be read. Tools that stand among the items are no items.
 */
export function inputBytes({ value }: RequestDocument, items: number): readonly number[] | undefined {
  const input = itemsOfInput(value)
  return value === undefined || input.length !== items ? undefined : input.map(jsonBytes)
}

/** Elements of a request's input that are items of the conversation, in order. */
export function itemsOfInput(request: unknown): readonly unknown[] {
  return listMember(request, 'input').filter((element) => !isToolList(element))
}

/** Elements of a response that are items of the conversation, in order. */
export function itemsOfResponse(response: unknown): readonly unknown[] {
  return listMember(response, 'output_items')
}

function isToolList(element: unknown): boolean {
  return stringMember(element, 'type') === 'additional_tools'
}

export function instructionsOf({ value }: RequestDocument): string | undefined {
  return stringMember(value, 'instructions')
}

/** Bytes of everything that declares tools. */
export function toolBytes({ value }: RequestDocument): number {
  const declared = member(value, 'tools')
  const among = listMember(value, 'input').filter(isToolList)
  return (
    (declared === undefined ? 0 : jsonBytes(declared)) + among.reduce<number>((sum, list) => sum + jsonBytes(list), 0)
  )
}

interface DeclaredTool {
  readonly key: string
  readonly tool: unknown
  readonly pointer: string
}

/** Tools of `tools`, then those that stand among the input items. */
function declaredTools({ value }: RequestDocument): readonly DeclaredTool[] {
  const declared = listMember(value, 'tools').map((tool, at) => declare(tool, `/tools/${String(at)}`))
  const among = listMember(value, 'input').flatMap((element, item) =>
    isToolList(element)
      ? listMember(element, 'tools').map((tool, at) => declare(tool, `/input/${String(item)}/tools/${String(at)}`))
      : [],
  )
  return [...declared, ...among]
}

function declare(tool: unknown, pointer: string): DeclaredTool {
  return { key: `${stringMember(tool, 'type') ?? ''} ${nameOf(tool)}`, tool, pointer }
}

function nameOf(tool: unknown): string {
  return (
    stringMember(tool, 'name') ?? stringMember(member(tool, 'function'), 'name') ?? stringMember(tool, 'type') ?? ''
  )
}

/** Removed ones last. */
export function toolsOfRequest(
  request: RequestDocument,
  previous: RequestDocument | undefined,
): readonly ContextTool[] {
  const now = declaredTools(request)
  const before = new Map(previous === undefined ? [] : declaredTools(previous).map((each) => [each.key, each]))
  const names = new Set(now.map(({ key }) => key))
  const isKnown = previous?.value !== undefined
  return [
    ...now.map((each) => toolView(each, isKnown ? changeOf(before.get(each.key)?.tool, each.tool) : 'unknown')),
    ...[...before.values()].filter(({ key }) => !names.has(key)).map((each) => toolView(each, 'removed')),
  ]
}

function toolView({ tool, pointer }: DeclaredTool, change: Change): ContextTool {
  const description = stringMember(tool, 'description') ?? stringMember(member(tool, 'function'), 'description') ?? ''
  return {
    name: nameOf(tool),
    type: stringMember(tool, 'type') ?? '',
    description: firstLine(description, 200),
    bytes: jsonBytes(tool),
    change,
    pointer,
  }
}

/** Members that have a place of their own in the view. */
const ownPlace: readonly string[] = ['input', 'instructions', 'tools']
const parameterLimit = 4096

/** Removed ones last. */
export function parametersOfRequest(
  { value = {} }: RequestDocument,
  previous: RequestDocument | undefined,
): readonly ContextParameter[] {
  const before = previous?.value
  const names = Object.keys(value).filter((name) => !ownPlace.includes(name))
  const removed = Object.keys(before ?? {}).filter((name) => !ownPlace.includes(name) && !Object.hasOwn(value, name))
  return [
    ...names.map((name) => {
      const change = before === undefined ? 'unknown' : changeOf(member(before, name), value[name])
      return parameter(name, value[name], change)
    }),
    ...removed.map((name) => parameter(name, member(before, name), 'removed')),
  ]
}

function parameter(name: string, value: unknown, change: Change): ContextParameter {
  const text = JSON.stringify(value)
  return { name, text: text.slice(0, parameterLimit), cut: text.length > parameterLimit, change }
}

/** Members in another order count as a change: the prompt is another. */
export function changeOf(before: unknown, now: unknown): Change {
  if (before === undefined) return now === undefined ? 'same' : 'added'
  if (now === undefined) return 'removed'
  return JSON.stringify(before) === JSON.stringify(now) ? 'same' : 'changed'
}

function jsonBytes(value: unknown): number {
  return utf8Length(JSON.stringify(value))
}
