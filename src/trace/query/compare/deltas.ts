/** Differences of figures: b minus a, null where a side has none. */
import type { InferenceCall, ExecutionWindow } from '../../model/graph.ts'
import type { Deltas } from '../../../shared/view-models/compare.ts'
import type { TokenTotals } from '../../../shared/view-models/overview.ts'

export function deltasOf(a: TokenTotals | null, b: TokenTotals | null, msA: number | null, msB: number | null): Deltas {
  const minus = (left: number | undefined, right: number | undefined) =>
    left === undefined || right === undefined ? null : right - left
  return {
    input: minus(a?.input, b?.input),
    cached: minus(a?.cached, b?.cached),
    output: minus(a?.output, b?.output),
    reasoning: minus(a?.reasoning, b?.reasoning),
    durationMs: msA === null || msB === null ? null : msB - msA,
  }
}

/** Milliseconds from start to end; null while open. */
export function windowMs(window: ExecutionWindow): number | null {
  return window.ended_at_unix_ms === null ? null : window.ended_at_unix_ms - window.started_at_unix_ms
}

/** Sum over calls; null if none reported usage. */
export function sumTokens(calls: Iterable<InferenceCall>): TokenTotals | null {
  const sum = { input: 0, cached: 0, output: 0, reasoning: 0 }
  let reported = false
  for (const { usage } of calls) {
    if (usage === null) continue
    reported = true
    sum.input += usage.input_tokens
    sum.cached += usage.cached_input_tokens
    sum.output += usage.output_tokens
    sum.reasoning += usage.reasoning_output_tokens
  }
  return reported ? sum : null
}
