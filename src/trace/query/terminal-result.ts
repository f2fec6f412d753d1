/** What a terminal operation printed, from the graph or, for releases whose results the reference loses, derived. */
import type { TerminalOperation, TerminalResult } from '../model/graph.ts'
import type { TraceIndex } from './trace-index.ts'

export function terminalResult(
  { reduction }: TraceIndex,
  operation: TerminalOperation,
): { readonly result: TerminalResult | null; readonly derived: boolean } {
  const derived = reduction.derived.terminal_results.get(operation.operation_id)
  return derived === undefined ? { result: operation.result, derived: false } : { result: derived, derived: true }
}
