#!/usr/bin/env node
/** Entry of `rolloutlens`: gives the command line its real streams, signals and exit code. */
import { runCommandLine } from './command-line.ts'
import { exitCodes } from './exit-codes.ts'
import { processTerminal } from './terminal.ts'

const code = await runCommandLine(process.argv.slice(2), processTerminal())
// Once interrupted, nobody waits for a reader that has stopped reading.
if (code === exitCodes.interrupted) process.exit(code)
process.exitCode = code
