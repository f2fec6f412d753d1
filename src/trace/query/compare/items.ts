/** Conversation items and tool calls of one agent pair, set side by side in transcript order. */
import type { ItemId } from '../../base/ids.ts'
import type { ToolCall } from '../../model/graph.ts'
import type { Equality, ItemPair, PairState, ToolPair } from '../../../shared/view-models/compare.ts'
import type { AgentMatch } from './agents.ts'
import { toolArguments, toolName, toolResult, type Interner } from './fingerprint.ts'
import { normaliseJson, normaliseText } from './normalise.ts'
import { pairLists, type Keyed } from './pairs.ts'
import type { CompareSide } from './side.ts'

export interface PairedItems {
  readonly items: readonly ItemPair[]
  readonly coarse: boolean
}

export function pairItems(a: CompareSide, b: CompareSide, match: AgentMatch): PairedItems {
  const keyed = (side: CompareSide, ids: readonly ItemId[] = []): Keyed<ItemId>[] =>
    ids.map((value) => {
      const print = side.prints.get(value)
      return { value, content: print?.normal ?? -1, shape: print?.shape ?? -1 }
    })
  const { pairs, coarse } = pairLists(keyed(a, match.a?.transcript), keyed(b, match.b?.transcript), a.first)
  const items = pairs.map((pair): ItemPair => {
    const exactA = pair.a === undefined ? undefined : a.prints.get(pair.a)?.exact
    const exactB = pair.b === undefined ? undefined : b.prints.get(pair.b)?.exact
    return {
      a: pair.a ?? null,
      b: pair.b ?? null,
      how: pair.how,
      sure: pair.sure,
      state: stateOf(pair.a, pair.b, pair.equal),
      equality: pair.equal ? (exactA === exactB ? 'identical' : 'normalised') : 'different',
    }
  })
  return { items, coarse }
}

/** Tool calls pair by name and arguments, then by name alone in the same place. */
export function pairTools(a: CompareSide, b: CompareSide, match: AgentMatch, interner: Interner): ToolPair[] {
  // Only schema 2 records the call that starts a code cell; its source and output are items of both.
  const oneSchema = a.graph.schema_version === b.graph.schema_version
  const counts = (tool: ToolCall) => oneSchema || tool.started_code_cell_id === undefined
  const keyed = (side: CompareSide, tools: readonly ToolCall[] = []): Keyed<ToolCall>[] =>
    tools.filter(counts).map((value) => ({
      value,
      content: interner.idOf(`tool:${toolName(value)}|${normalArguments(side, value)}`),
      shape: interner.idOf(`tool:${toolName(value)}`),
    }))
  return pairLists(keyed(a, match.a?.tools), keyed(b, match.b?.tools), a.first).pairs.map((pair): ToolPair => {
    const tool = pair.a ?? pair.b
    const args = pair.a === undefined || pair.b === undefined ? 'unknown' : argumentEquality(a, pair.a, b, pair.b)
    const result = pair.a === undefined || pair.b === undefined ? 'unknown' : resultEquality(a, pair.a, b, pair.b)
    return {
      a: pair.a?.tool_call_id ?? null,
      b: pair.b?.tool_call_id ?? null,
      how: pair.how,
      sure: pair.sure,
      state: stateOf(pair.a, pair.b, args !== 'different' && result !== 'different'),
      name: tool === undefined ? '' : toolName(tool),
      arguments: args,
      result,
    }
  })
}

function stateOf(a: unknown, b: unknown, equal: boolean): PairState {
  if (a === undefined) return 'only_b'
  if (b === undefined) return 'only_a'
  return equal ? 'same' : 'changed'
}

function normalArguments(side: CompareSide, tool: ToolCall): string {
  const { text, json } = toolArguments(side.graph, tool, side.texts)
  return json ? normaliseJson(text) : normaliseText(text)
}

function argumentEquality(a: CompareSide, toolA: ToolCall, b: CompareSide, toolB: ToolCall): Equality {
  if (toolArguments(a.graph, toolA, a.texts).text === toolArguments(b.graph, toolB, b.texts).text) return 'identical'
  return normalArguments(a, toolA) === normalArguments(b, toolB) ? 'normalised' : 'different'
}

function resultEquality(a: CompareSide, toolA: ToolCall, b: CompareSide, toolB: ToolCall): Equality {
  const resultA = toolResult(a.graph, toolA, a.texts)
  const resultB = toolResult(b.graph, toolB, b.texts)
  if (resultA === undefined && resultB === undefined) {
    return toolA.execution.status === toolB.execution.status ? 'identical' : 'unknown'
  }
  if (resultA === undefined || resultB === undefined) return 'unknown'
  if (resultA === resultB) return 'identical'
  return normaliseText(resultA) === normaliseText(resultB) ? 'normalised' : 'different'
}
