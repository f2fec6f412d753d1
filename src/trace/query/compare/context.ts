/** What two inference calls were sent, side by side: instructions, tools, items, parameters. */
import { as, type InferenceCallId } from '../../base/ids.ts'
import type { InferenceCall } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { Change } from '../../../shared/view-models/context.ts'
import type { FactPair, ListDiff, ListDiffRow, PairDetail, PairState } from '../../../shared/view-models/compare.ts'
import { callOrdinal } from '../object-label.ts'
import type { PayloadReader } from '../payload-reader.ts'
import { createJsonSource } from '../recorded-json.ts'
import {
  instructionsOf,
  parametersOfRequest,
  requestDocument,
  toolsOfRequest,
  type RequestDocument,
} from '../request-payload.ts'
import type { Compared, ComparedPart } from './compared.ts'
import { agentOf, bounded, itemDiff, itemPairs, listOf, type PairRequest } from './detail.ts'
import { fact } from './facts.ts'
import { refs } from './stops.ts'
import { diffTexts } from './text-diff.ts'

export interface ContextReaders {
  readonly a: PayloadReader
  readonly b: PayloadReader
}

/** Bytes of a request that is read whole. */
const requestLimit = 32 * 1024 * 1024
/** Texts of differing items that are set side by side. */
const listedTexts = 12

/** Of the calls that two objects belong to; undefined if they belong to none. */
export async function comparedContext(
  compared: Compared,
  readers: ContextReaders,
  request: PairRequest,
): Promise<PairDetail | undefined> {
  const { a, b } = callsFor(compared, request)
  if ((a ?? b) === undefined) return undefined
  const sentA = a === undefined ? NOTHING_SENT : await requestDocument(createJsonSource(readers.a, requestLimit), a)
  const sentB = b === undefined ? NOTHING_SENT : await requestDocument(createJsonSource(readers.b, requestLimit), b)
  const pairs = itemPairs(
    agentOf(compared, a?.thread_id ?? null, b?.thread_id ?? null),
    a?.request_item_ids ?? [],
    b?.request_item_ids ?? [],
  )
  const differing = pairs.filter(({ state }) => state !== 'same')
  return {
    revisionA: compared.a.index.revision,
    revisionB: compared.b.index.revision,
    title: 'What was sent',
    ...refs('inference_call', { a: a?.inference_call_id ?? null, b: b?.inference_call_id ?? null }),
    facts: [
      fact('call', nameOf(compared.a, a), nameOf(compared.b, b)),
      fact('model', a?.model ?? null, b?.model ?? null),
      fact('input tokens', tokens(a?.usage?.input_tokens), tokens(b?.usage?.input_tokens)),
      fact('cached input tokens', tokens(a?.usage?.cached_input_tokens), tokens(b?.usage?.cached_input_tokens)),
      ...parameterFacts(sentA, sentB),
    ],
    texts: [
      ...instructions(sentA, sentB),
      ...differing.slice(0, listedTexts).flatMap((pair) => itemDiff(compared, pair, 'item: ')),
    ],
    lists: [toolList(sentA, sentB), listOf(compared, 'Items of the prompt', 'conversation_item', pairs)].filter(
      ({ total }) => total > 0,
    ),
    notes: [...notesOf('A', a, sentA), ...notesOf('B', b, sentB)],
  }
}

const NOTHING_SENT: RequestDocument = { value: undefined, size: null, problem: null }

interface Calls {
  readonly a: InferenceCall | undefined
  readonly b: InferenceCall | undefined
}

/** Where only one side has the object, its call stands beside the one it was paired with. */
function callsFor(compared: Compared, request: PairRequest): Calls {
  const a = request.a === null ? undefined : callFor(compared.a, request.a)
  const b = request.b === null ? undefined : callFor(compared.b, request.b)
  if (a !== undefined && b !== undefined) return { a, b }
  const agent = agentOf(compared, a?.thread_id ?? null, b?.thread_id ?? null)
  const pair = agent?.calls.find((call) =>
    a === undefined ? call.b === b?.inference_call_id : call.a === a.inference_call_id,
  )
  const pairedWith = ({ index }: ComparedPart, id: InferenceCallId | null | undefined) =>
    id === null || id === undefined ? undefined : index.graph.inference_calls.get(id)
  return { a: a ?? pairedWith(compared.a, pair?.a), b: b ?? pairedWith(compared.b, pair?.b) }
}

/** The call itself, the one that answered with the object or started it, or the first of an agent or turn. */
function callFor({ index }: ComparedPart, { kind, id }: ObjectRef): InferenceCall | undefined {
  switch (kind) {
    case 'inference_call':
      return index.graph.inference_calls.get(as(id))
    case 'conversation_item':
      return index.callAnswering(as(id)) ?? index.firstCallWith(as(id))
    case 'tool_call':
      return index.callStarting(as(id))
    case 'codex_turn':
      return index.callsOfTurn(as(id))[0]
    case 'thread':
      return index.callsOf(as(id))[0]
    default:
      return undefined
  }
}

function nameOf({ index }: ComparedPart, call: InferenceCall | undefined): string | null {
  return call === undefined ? null : `call ${String(callOrdinal(index, call))} of ${index.pathOf(call.thread_id)}`
}

function tokens(count: number | undefined): string | null {
  return count === undefined ? null : String(count)
}

/** Compared as recorded: a parameter is what the provider was given. */
function parameterFacts(a: RequestDocument, b: RequestDocument): readonly FactPair[] {
  const [inA, inB] = [parametersOfRequest(a, undefined), parametersOfRequest(b, undefined)]
  const names = [...new Set([...inA, ...inB].map(({ name }) => name))].filter((name) => name !== 'model')
  return names.map((name) => {
    const textOf = (list: typeof inA) => list.find((parameter) => parameter.name === name)?.text ?? null
    const pair = fact(name, textOf(inA), textOf(inB))
    return noisyParameters.has(name) && pair.differs === 'yes' ? { ...pair, differs: 'noise' } : pair
  })
}

/** Name the recording, not the prompt. */
const noisyParameters: ReadonlySet<string> = new Set([
  'prompt_cache_key',
  'client_metadata',
  'metadata',
  'previous_response_id',
])

function instructions(a: RequestDocument, b: RequestDocument) {
  const [textA, textB] = [instructionsOf(a), instructionsOf(b)]
  if (textA === undefined && textB === undefined) return []
  const of = (text: string | undefined) => (text === undefined ? undefined : { text })
  return [diffTexts(of(textA), of(textB), { title: 'Instructions', side: 'model', form: 'text' })]
}

const states: Readonly<Record<Change, PairState>> = {
  same: 'same',
  changed: 'changed',
  added: 'only_b',
  removed: 'only_a',
  unknown: 'open',
}

function toolList(a: RequestDocument, b: RequestDocument): ListDiff {
  let atA = 0
  let atB = 0
  const rows = toolsOfRequest(b, a).map(({ name, type, change }): ListDiffRow => {
    const state = states[change]
    return {
      state,
      label: name === type ? name : `${name} (${type})`,
      positionA: state === 'only_b' ? null : ++atA,
      positionB: state === 'only_a' ? null : ++atB,
      a: null,
      b: null,
    }
  })
  return bounded('Tools', rows)
}

function notesOf(side: string, call: InferenceCall | undefined, { problem }: RequestDocument): readonly string[] {
  if (call === undefined) return [`${side} made no such call`]
  if (problem === null) return []
  const why = { missing: 'is not there', too_large: 'is too large to be read whole', not_json: 'is no JSON' }[problem]
  return [`the request payload of ${side} ${why}: instructions, tools and parameters cannot be compared`]
}
