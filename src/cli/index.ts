#!/usr/bin/env node
/** Entry of `rolloutlens`: gives the command line its real streams, signals and exit code. */
import { runCommandLine } from './command-line.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal())
