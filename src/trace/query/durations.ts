/** Sums of time in which something was open: overlapping windows count once. */
import type { ExecutionWindow } from '../model/graph.ts'

export interface TimeRange {
  readonly fromMs: number
  readonly toMs: number
}

export interface OpenTime {
  readonly ms: number
  /** Some window was still open and counts up to `endMs`. */
  readonly estimated: boolean
}

/** Time within `range` covered by the windows. What is open ends at `endMs`. */
export function openTime(windows: readonly ExecutionWindow[], endMs: number, range: TimeRange | null): OpenTime {
  const spans = windows
    .map((window) => spanOf(window, endMs, range))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs)
  let ms = 0
  let reached = -Infinity
  for (const { fromMs, toMs } of spans) {
    ms += Math.max(0, toMs - Math.max(fromMs, reached))
    reached = Math.max(reached, toMs)
  }
  return { ms, estimated: windows.some((window) => window.ended_at_unix_ms === null && overlaps(window, endMs, range)) }
}

export function overlaps(window: ExecutionWindow, endMs: number, range: TimeRange | null): boolean {
  if (range === null) return true
  const { started_at_unix_ms: start, ended_at_unix_ms: end } = window
  return start <= range.toMs && Math.max(start, end ?? endMs) >= range.fromMs
}

function spanOf(window: ExecutionWindow, endMs: number, range: TimeRange | null): TimeRange {
  const { started_at_unix_ms: start, ended_at_unix_ms: end } = window
  const toMs = Math.max(start, end ?? endMs)
  if (range === null) return { fromMs: start, toMs }
  return { fromMs: Math.max(start, range.fromMs), toMs: Math.min(toMs, range.toMs) }
}
