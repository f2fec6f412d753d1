/**
 * The output document: the reference's members unchanged, plus `rolloutlens` with what tolerant reduction adds
 * (docs/format/output.schema.json), as one value to compare. The program writes it in pieces: `cli/reduction-text.ts`.
 */
import { inByteOrder } from '../base/byte-order.ts'
import { graphToJson } from '../model/graph-json.ts'
import type { Reduction } from '../model/reduction.ts'

export interface OutputOptions {
  /** The reference's members alone. */
  readonly strict?: boolean
}

/** A plain value that shares its leaves with the reduction: do not change it. */
export function reductionToJson(reduction: Reduction, options: OutputOptions = {}): Record<string, unknown> {
  const graph = graphToJson(reduction.graph)
  return options.strict ? graph : { ...graph, rolloutlens: additions(reduction) }
}

function additions({ version, verdict, diagnostics, derived, marks }: Reduction): Record<string, unknown> {
  return {
    version,
    verdict,
    diagnostics,
    derived: {
      interaction_edges: objectOf(derived.interaction_edges),
      terminal_results: objectOf(derived.terminal_results),
      tool_call_ids_started_by_response: objectOf(derived.tool_call_ids_started_by_response),
      missing_threads: derived.missing_threads,
    },
    marks: objectOf(marks),
  }
}

function objectOf(map: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(inByteOrder(map))
}
