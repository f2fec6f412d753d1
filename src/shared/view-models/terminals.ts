/** Terminals: each session as one terminal, with what really ran beside what the model was told. */
import type { ExecutionStatus } from '../../trace/model/graph.ts'
import type { ObjectRef } from '../../trace/model/object-ref.ts'

export interface TerminalSummary {
  /** A terminal session, or a terminal operation that never got one. */
  readonly ref: ObjectRef
  readonly threadId: string | null
  readonly path: string
  /** The first command. */
  readonly label: string
  readonly status: ExecutionStatus
  /** Unix ms; `endedAt` null while its last operation is open. */
  readonly startedAt: number
  readonly startedSeq: number
  readonly endedAt: number | null
  readonly operations: number
  /** Of the command that created it; null while it runs or where it was not recorded. */
  readonly exitCode: number | null
  /** Some step was told something else than what ran. */
  readonly mismatch: boolean
}

export interface TerminalList {
  readonly revision: number
  /** By start seq. */
  readonly terminals: readonly TerminalSummary[]
}

/**
 * How what the model was told compares with what ran.
 * - `same`: all output, and the exit code, were told.
 * - `spread`: told in parts, by this step and later ones of the same terminal.
 * - `part`: only some of the output was told.
 * - `cut`: beginning and end were told, the middle was left out.
 * - `differs`: the model was told something else, or another exit code.
 * - `not_told`: no output item exists (a call made by a code cell, a turn that was cut off).
 * - `not_recorded`: what ran left no result in the recording, so there is nothing to compare.
 * - `only_told`: the recording has the model's side only (polls of releases that report no runtime output).
 */
export type Told = 'same' | 'spread' | 'part' | 'cut' | 'differs' | 'not_told' | 'not_recorded' | 'only_told'

export interface TerminalText {
  /** From the start (unless it is said otherwise), at most 65,536 UTF-16 code units. */
  readonly text: string
  readonly length: number
  readonly cut: boolean
}

/** Where both sides part. Texts are at most 16,384 code units: of `head` the end is kept, of the others the beginning. */
export interface ToldDifferenceView {
  /** What Codex puts before output that it shortened; empty without. */
  readonly note: string
  /** What both sides begin and end with. */
  readonly head: TerminalText
  readonly tail: TerminalText
  readonly ranOnly: TerminalText
  readonly toldOnly: TerminalText
}

export interface TerminalStep {
  readonly operationId: string
  readonly toolCallId: string
  /** `poll`: a write without characters. */
  readonly kind: 'command' | 'write' | 'poll'
  readonly status: ExecutionStatus
  readonly startedAt: number
  readonly startedSeq: number
  readonly endedAt: number | null
  /** Command line or characters as they reached the terminal; empty for a poll. */
  readonly input: TerminalText
  /** Working directory of a command. */
  readonly cwd: string | null
  /** Runtime facts. `derived`: the reference loses them. Null if there is no result. */
  readonly ran: { readonly output: TerminalText; readonly exitCode: number | null; readonly derived: boolean } | null
  /** What the model was told, without the header that Codex puts before the output; null if it was told nothing. */
  readonly told: {
    readonly output: TerminalText
    readonly header: string
    readonly exitCode: number | null
    readonly itemIds: readonly string[]
  } | null
  readonly compared: Told
  /** For `part`, `cut` and `differs`. */
  readonly difference: ToldDifferenceView | null
  /** The inference that asked for it, and the first one that was given the output; ordinals count calls of the thread from 1. */
  readonly askedBy: { readonly inferenceCallId: string; readonly ordinal: number } | null
  readonly seenBy: { readonly inferenceCallId: string; readonly ordinal: number } | null
}

export interface TerminalDetail extends TerminalSummary {
  readonly revision: number
  /** By start seq, at most 1,000 from `from`. */
  readonly from: number
  readonly steps: readonly TerminalStep[]
}
