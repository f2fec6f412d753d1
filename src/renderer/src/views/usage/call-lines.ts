/** Slow calls, failures and the critical path as lines of one table. Pure. */
import type { ObjectRef } from '../../../../trace/model/object-ref.ts'
import type { Costs, Failure, PathStretch, SlowCall, Usage } from '../../../../shared/view-models/usage.ts'
import { formatCost, formatCount, formatShare } from '../../format/numbers.ts'
import { formatDuration } from '../../format/time.ts'
import type { Hue } from '../../ui/kinds.ts'

export interface CallLine {
  /** Null where nothing was open. */
  readonly ref: ObjectRef | null
  /** Unix ms. */
  readonly at: number
  readonly label: string
  readonly path: string
  /** A word for what it is, where the mark of its kind does not say it. */
  readonly word: string
  readonly status: string | null
  readonly figure: string
  /** How the figure is known, and more of it. */
  readonly tip: string
  readonly bad: boolean
  /** Shares of the whole, from 0 to 1. */
  readonly bar: { readonly from: number; readonly to: number; readonly hue: Hue } | null
}

/** Inference and tool calls together, slowest first. The bar compares them with the slowest. */
export function slowLines({ slowestInferences, slowestTools }: Usage): readonly CallLine[] {
  const calls = [...slowestInferences, ...slowestTools].sort((a, b) => b.durationMs - a.durationMs)
  const longest = Math.max(1, calls[0]?.durationMs ?? 1)
  return calls.map((call) => slowLine(call, longest))
}

function slowLine({ ref, label, path, status, startedAt, durationMs, open }: SlowCall, longest: number): CallLine {
  return {
    ...{ ref, at: startedAt, label, path, word: '', status, bad: status === 'failed' },
    figure: `${open ? '≈ ' : ''}${formatDuration(durationMs)}`,
    tip: open ? 'estimated: still open, counted up to the last known time' : 'observed: from its start to its end',
    bar: { from: 0, to: durationMs / longest, hue: ref.kind === 'inference_call' ? 'inference' : 'tool' },
  }
}

/** Inference calls, costliest first. The bar compares them with the costliest. */
export function costLines({ costliest, currency, pricesOf }: Costs): readonly CallLine[] {
  const most = costliest[0]?.amount ?? 0
  return costliest.map(({ ref, label, path, status, startedAt, model, tokens, amount }) => ({
    ...{ ref, at: startedAt, label, path, word: '', status, bad: false },
    figure: `≈ ${formatCost(amount, currency)}`,
    tip: [
      `estimated by your prices of ${pricesOf} for ${model}:`,
      `${formatCount(tokens.input)} tokens in, ${formatCount(tokens.cached)} of them cached, ${formatCount(tokens.output)} out`,
    ].join('\n'),
    bar: { from: 0, to: most === 0 ? 0 : amount / most, hue: 'inference' },
  }))
}

export function failureLines(failures: readonly Failure[]): readonly CallLine[] {
  return failures.map(({ ref, label, path, at, how, exitCode }) => ({
    ...{ ref, at, label, path, bad: true, bar: null },
    word: how === 'failed' ? 'failed' : 'ended otherwise than with 0',
    status: how === 'failed' ? 'failed' : 'completed',
    figure: exitCode === null ? 'failed' : `exit ${String(exitCode)}`,
    tip: how === 'failed' ? 'observed: its status is failed' : 'observed: the call is completed, its command failed',
  }))
}

const hues: Readonly<Record<PathStretch['kind'], Hue>> = {
  inference: 'inference',
  tool: 'tool',
  compaction: 'compaction',
  wait: 'turn',
  idle: 'neutral',
}

/** Stretches one after the other; the bar shows where each lies in the whole. */
export function pathLines(stretches: readonly PathStretch[]): readonly CallLine[] {
  const start = stretches[0]?.fromMs ?? 0
  const whole = Math.max(1, (stretches.at(-1)?.toMs ?? 1) - start)
  return stretches.map(({ ref, kind, label, path, fromMs, toMs }) => ({
    ...{ ref, at: fromMs, label, path, status: null, bad: false },
    // The others are told by the mark of their kind.
    word: kind === 'wait' || kind === 'idle' ? kind : '',
    figure: formatDuration(toMs - fromMs),
    tip: 'derived: what the root waited for, from its end backwards',
    bar: { from: (fromMs - start) / whole, to: (toMs - start) / whole, hue: hues[kind] },
  }))
}

export interface PathShare {
  readonly kind: PathStretch['kind']
  readonly hue: Hue
  readonly ms: number
  readonly text: string
}

/** What the time of the path was spent in, longest first. */
export function pathShares(stretches: readonly PathStretch[]): readonly PathShare[] {
  const sums = new Map<PathStretch['kind'], number>()
  for (const { kind, fromMs, toMs } of stretches) sums.set(kind, (sums.get(kind) ?? 0) + toMs - fromMs)
  const whole = Math.max(
    1,
    Array.from(sums.values()).reduce((sum, ms) => sum + ms, 0),
  )
  return Array.from(sums, ([kind, ms]) => ({
    ...{ kind, hue: hues[kind], ms },
    text: `${formatDuration(ms)} (${formatShare(ms / whole)})`,
  })).sort((a, b) => b.ms - a.ms)
}
