/**
 * The canonical order of two traces. Where several alignments are equally good, the one found depends on which side is taken
 * first; taking them in an order that does not depend on how they were given makes a comparison its own mirror image.
 */
import type { TraceGraph } from '../../model/graph.ts'
import { itemText } from './fingerprint.ts'
import { noTexts } from './texts.ts'

/** True if `a` goes first: by ids and sizes, then by the first item that differs. Two equal graphs go in either order. */
export function comesFirst(a: TraceGraph, b: TraceGraph): boolean {
  if (a === b) return true
  const left = facts(a)
  const right = facts(b)
  for (const [at, fact] of left.entries()) {
    const other = right[at]
    if (other !== undefined && fact !== other) return fact < other
  }
  const others = b.conversation_items.values()
  for (const item of a.conversation_items.values()) {
    const other = others.next().value
    if (other === undefined) return false
    const text = itemText(item, noTexts).text
    const otherText = itemText(other, noTexts).text
    if (text !== otherText) return text < otherText
  }
  return true
}

function facts(graph: TraceGraph): (string | number)[] {
  return [
    graph.rollout_id,
    graph.trace_id,
    graph.started_at_unix_ms,
    graph.threads.size,
    graph.codex_turns.size,
    graph.inference_calls.size,
    graph.conversation_items.size,
    graph.tool_calls.size,
    graph.interaction_edges.size,
  ]
}
