/** What every command is, and what commands share: reading their words, saying what went wrong. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { TraceError, type Place } from '../trace/base/errors.ts'
import type { ExitCode } from './exit-codes.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Whole help text, ends with a line end. */
  readonly help: string
  /** Throws UsageError and TraceError. */
  run(words: readonly string[], terminal: Terminal): Promise<ExitCode>
}

/** The words do not make a command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Options = NonNullable<ParseArgsConfig['options']>

/** Options by name and the other words in order. Throws UsageError. */
export function parseWords<const T extends Options>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message)
    throw error
  }
}

/** Checks that there is one word for each of `names`. Throws UsageError naming what is missing, or the first word too many. */
export function exactly(words: readonly string[], names: readonly string[]): readonly string[] {
  const extra = words[names.length]
  if (extra !== undefined) throw new UsageError(`one word too many: ${extra}`)
  const missing = names[words.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing`)
  return words
}

/** One line on standard error. */
export async function say(terminal: Terminal, line: string): Promise<void> {
  await terminal.err.write(`${printable(line)}\n`)
}

/** Where a problem lies, such as `trace.jsonl line 3 seq 9`; empty if nothing is known. */
export function placeOf({ file, line, seq, object }: Place): string {
  const parts = [
    file,
    line === undefined ? undefined : `line ${line}`,
    seq === undefined ? undefined : `seq ${seq}`,
    object,
  ]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}

export function throwIfInterrupted(terminal: Terminal): void {
  if (terminal.signal.aborted) throw new TraceError('cancelled', 'interrupted')
}
