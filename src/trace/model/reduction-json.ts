/**
 * The output document: the reference's members unchanged, plus `rolloutlens` with what tolerant reduction adds
 * (docs/format/output.schema.json). As one value, or as text in pieces so that a huge graph is never one string.
 */
import { inByteOrder } from '../base/byte-order.ts'
import { graphToJson } from './graph-json.ts'
import type { Reduction } from './reduction.ts'

export interface OutputOptions {
  /** The reference's members alone. */
  readonly strict?: boolean
}

/** A plain value ready for `JSON.stringify`. Shares its leaves with the reduction: do not change it. */
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

/** Pieces of text below this are joined before they are given out. */
const PIECE = 64 * 1024

/** The same document as text, indented by two spaces and ended by a newline, in pieces of some 64 KiB. */
export function* reductionToText(reduction: Reduction, options: OutputOptions = {}): Generator<string> {
  let piece = ''
  for (const text of documentText(reduction, options)) {
    piece += text
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

function* documentText(reduction: Reduction, options: OutputOptions): Generator<string> {
  let separator = '{\n'
  for (const [name, value] of Object.entries(reduction.graph)) {
    yield `${separator}  ${JSON.stringify(name)}: `
    if (value instanceof Map) yield* mapText(value)
    else yield indented(value, '  ')
    separator = ',\n'
  }
  if (!options.strict) yield `${separator}  "rolloutlens": ${indented(additions(reduction), '  ')}`
  yield '\n}\n'
}

function* mapText(map: ReadonlyMap<string, unknown>): Generator<string> {
  if (map.size === 0) {
    yield '{}'
    return
  }
  let separator = '{\n'
  for (const [id, value] of inByteOrder(map)) {
    yield `${separator}    ${JSON.stringify(id)}: ${indented(value, '    ')}`
    separator = ',\n'
  }
  yield '\n  }'
}

/** Newlines inside strings are escaped, so every newline is one of the layout. */
function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`)
}
