/**
 * Runs `start.mjs` in a project of its own, with a command line and an Electron that only tell what they were given. What
 * is tested is what nobody sees: that nothing outlives whoever started it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { STAMP } from './build-state.mjs'
import { root } from './tasks.mjs'

/** Tells its arguments, then waits to be ended. */
const TELLING = `#!/usr/bin/env node
const waiting = setInterval(() => {}, 60_000)
const end = (why) => () => { console.log('ended by ' + why); clearInterval(waiting); if (process.connected) process.disconnect() }
process.once('SIGTERM', end('SIGTERM'))
process.once('disconnect', end('disconnect'))
console.log(JSON.stringify(process.argv.slice(2)))
`

/** @type {string} */
let project
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'start-'))
  cpSync(join(root, 'scripts'), join(project, 'scripts'), { recursive: true })
  put('package.json', '{ "type": "module" }')
  put('out/cli/rolloutlens.js', TELLING)
  put(STAMP, '')
})
afterEach(() => {
  rmSync(project, { recursive: true })
})

/** @param {string} name @param {string} text @returns {string} its path */
function put(name, text) {
  const path = join(project, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function start(args, env = {}) {
  return watched([join(project, 'scripts/start.mjs'), ...args], env)
}

/** @param {readonly string[]} argv @param {NodeJS.ProcessEnv} env */
function watched(argv, env) {
  const clean = { ...process.env, INIT_CWD: project, ELECTRON_EXEC_PATH: '', ELECTRON_OVERRIDE_DIST_PATH: '', ...env }
  const child = spawn(process.execPath, argv, { env: clean, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more) => (text += String(more)))
  // Closed once the last process that could write has ended.
  const closed = once(child.stdout, 'close')
  return {
    child,
    /** The first `count` lines, once they are there. @param {number} count */
    lines: async (count) => {
      while (text.split('\n').length <= count) await Promise.race([once(child.stdout, 'data'), closed])
      return text.split('\n').slice(0, count)
    },
    /** Everything that was written until all had ended. */
    rest: async () => {
      await closed
      return text
    },
  }
}

describe('without Electron', () => {
  test('line 1 says why, and the web shell is given what was asked for', async () => {
    const started = start(['a b', '--no-open', '--compare', '--port', '8123'])
    const [why, told] = await started.lines(2)
    expect(why).toBe('Not in Electron: The electron package is not installed.')
    const given = ['serve', '--compare', '--no-open', '--port', '8123', '--', join(project, 'a b')]
    expect(JSON.parse(told ?? '')).toEqual(given)
    started.child.kill()
    expect(await started.rest()).toContain('ended by SIGTERM')
  })

  test('the sample is opened when nothing else is asked for', async () => {
    const sample = put('fixtures/samples/showcase.rollout', '')
    const started = start([])
    const [, told] = await started.lines(2)
    expect(JSON.parse(told ?? '')).toEqual(['serve', '--', sample])
    started.child.kill()
    await started.rest()
  })

  test('the web shell ends when the parent is killed', async () => {
    const parent = `require('node:child_process').spawn(process.execPath, [process.argv[1]], { stdio: 'inherit' })`
    const started = watched(['-e', parent, join(project, 'scripts/start.mjs')], {})
    await started.lines(2)
    started.child.kill('SIGKILL')
    expect(await started.rest()).toContain('ended by SIGTERM')
  })
})

test('wrong arguments are told, with the usage', async () => {
  const started = start(['--wrong'])
  expect(await once(started.child, 'exit')).toEqual([64, null])
  expect(await started.rest()).toBe('')
})

// A script stands for the binary, which Windows does not start.
describe.skipIf(process.platform === 'win32')('with Electron', () => {
  /** @param {readonly string[]} args */
  function startElectron(args) {
    const electron = put('electron', TELLING)
    chmodSync(electron, 0o755)
    return start(args, { ELECTRON_EXEC_PATH: electron, ELECTRON_RUN_AS_NODE: '1' })
  }

  test('it is given the application and what to open, and nothing is printed', async () => {
    const started = startElectron(['--compare', 'a', 'b'])
    const [told] = await started.lines(1)
    const given = [project, '--compare', '--', join(project, 'a'), join(project, 'b')]
    expect(JSON.parse(told ?? '')).toEqual(given)
    started.child.kill()
    expect(await started.rest()).toContain('ended by SIGTERM')
  })

  test('it learns that its starter was killed', async () => {
    const started = startElectron([])
    await started.lines(1)
    started.child.kill('SIGKILL')
    expect(await started.rest()).toContain('ended by disconnect')
  })
})
