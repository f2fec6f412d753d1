/** Finds the command that the words mean, runs it, and turns whatever happens into messages and an exit code. */
import fs from 'node:fs'
import nodePath from 'node:path'
import { TraceError } from '../trace/base/errors.ts'
import { Refusal } from '../trace/reduce/refusal.ts'
import { placeOf, say, UsageError, type Command } from './command.ts'
import { check } from './commands/check.ts'
import { diff } from './commands/diff.ts'
import { pack } from './commands/pack.ts'
import { reduce } from './commands/reduce.ts'
import { serve } from './commands/serve.ts'
import { summary } from './commands/summary.ts'
import { unpack } from './commands/unpack.ts'
import { refuserOf } from './diagnostic-line.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

const commands: readonly Command[] = [reduce, check, summary, diff, pack, unpack, serve]

/** Never rejects, except for a bug of ours. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, ...rest] = words
  const named = commands.find(({ name }) => name === first)
  if (named !== undefined) return await run(named, rest, terminal)
  if (first === 'help' || isHelp(words)) {
    await terminal.out.write(overallHelp())
    return exitCodes.done
  }
  if (first === '--version') {
    await terminal.out.write(`${versionOf(terminal.root)}\n`)
    return exitCodes.done
  }
  if (first !== undefined && !first.startsWith('-') && !fs.existsSync(first)) {
    await say(terminal, `rolloutlens: "${first}" is no command, and there is no such file or folder`)
    return exitCodes.cannotOpen
  }
  return await run(serve, words, terminal)
}

async function run(command: Command, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (isHelp(words)) {
    await terminal.out.write(command.help)
    return exitCodes.done
  }
  try {
    return await command.run(words, terminal)
  } catch (error) {
    if (error instanceof UsageError) {
      await say(terminal, `rolloutlens ${command.name}: ${error.message}`)
      await terminal.err.write(`\n${command.help}`)
      return exitCodes.usage
    }
    if (!(error instanceof TraceError)) throw error
    return await explain(command, error, terminal)
  }
}

async function explain(command: Command, error: TraceError, terminal: Terminal): Promise<ExitCode> {
  const { code, message, where } = error
  if (code === 'cancelled') {
    await say(terminal, `rolloutlens ${command.name}: interrupted`)
    return exitCodes.interrupted
  }
  const place = placeOf(where)
  const fact = error instanceof Refusal ? `${refuserOf(error.verdict.code)}: ${message}` : message
  await say(terminal, `rolloutlens ${command.name}: ${fact}${place && ` (${place})`}`)
  return code === 'refused' ? exitCodes.negative : exitCodes.cannotOpen
}

/** Words after `--` are paths, whatever they look like. */
function isHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return words.slice(0, end === -1 ? undefined : end).some((word) => word === '--help' || word === '-h')
}

function overallHelp(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `usage: rolloutlens COMMAND ...
       rolloutlens [PATH...]

Opens rollout trace bundles. A first word that is no command is a path to open; -- ends the options.
BUNDLE and PATH are the folder of a bundle, one of its files, or a .rollout archive.

${lines.join('\n')}

rolloutlens COMMAND --help tells more. Data goes to standard output, messages to standard error.
Exit codes: 0 done, 1 negative answer, 2 cannot open, 64 usage, 130 interrupted.
`
}

function versionOf(root: string): string {
  const text = fs.readFileSync(nodePath.join(root, 'package.json'), 'utf8')
  return /"version": "([^"]*)"/.exec(text)?.[1] ?? 'unknown'
}
