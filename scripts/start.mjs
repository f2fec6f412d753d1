/**
 * `npm start`: builds if `out/` is missing or older than its sources, then opens the given bundles, or the sample, in
 * Electron. Where Electron's binary is not installed: line 1 says why, and the web shell runs in this very process and
 * writes its URL as line 2. SIGINT, SIGTERM and the death of the parent end everything that was started.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildState } from './build-state.mjs'
import { findElectron } from './electron-binary.mjs'
import { whenParentIsGone } from './parent.mjs'
import { parseStartArguments, usage } from './start-arguments.mjs'
import { root, runNode, stopChildrenOnSignals } from './tasks.mjs'

const SAMPLES = ['showcase.rollout', 'showcase'].map((name) => join(root, 'fixtures/samples', name))
const CLI = join(root, 'out/cli/rolloutlens.js')
const USAGE = 64
/** Time Electron gets to close its windows before it is killed. */
const GRACE_MS = 5000

/** Everything but the web shell's own two lines goes to standard error. */
async function buildIfNeeded() {
  const state = buildState(root)
  if (state === 'fresh') return
  console.error(state === 'missing' ? 'Building.' : 'Building again: sources are newer than the build.')
  const undo = stopChildrenOnSignals()
  const { code, output } = await runNode([join(root, 'scripts/build.mjs')])
  undo()
  if (code === 0) return
  console.error(output.trim())
  process.exit(1)
}

/** @param {string} executable @param {readonly string[]} args */
function runElectron(executable, args) {
  const env = { ...process.env }
  delete env['ELECTRON_RUN_AS_NODE']
  // The channel carries no messages: its end tells main that this process is gone, however it went.
  const child = spawn(executable, [root, ...args], { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const stop = () => {
    child.kill()
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  whenParentIsGone(stop)
  child.on('error', (problem) => {
    console.error(`Electron could not be started: ${problem.message}`)
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code ?? 1))
}

/** @param {readonly string[]} args */
async function runWebShell(args) {
  whenParentIsGone(() => process.kill(process.pid, 'SIGTERM'))
  process.argv = [process.execPath, CLI, 'serve', ...args]
  await import(pathToFileURL(CLI).href)
}

/** @returns {import('./start-arguments.mjs').StartArguments} */
function argumentsOrUsage() {
  try {
    const parsed = parseStartArguments(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
    if (!parsed.help) return parsed
    console.log(usage)
    process.exit(0)
  } catch (problem) {
    console.error(`${problem instanceof Error ? problem.message : String(problem)}\n\n${usage}`)
    process.exit(USAGE)
  }
}

const { paths, compare, open, port } = argumentsOrUsage()
await buildIfNeeded()
const opening = paths.length > 0 ? paths : SAMPLES.filter((path) => existsSync(path)).slice(0, 1)
const electron = findElectron()
if ('path' in electron) {
  runElectron(electron.path, [...(compare ? ['--compare'] : []), '--', ...opening])
} else {
  console.log(`Not in Electron: ${electron.missing}`)
  const options = [...(compare ? ['--compare'] : []), ...(open ? [] : ['--no-open'])]
  await runWebShell([...options, ...(port === undefined ? [] : ['--port', String(port)]), '--', ...opening])
}
