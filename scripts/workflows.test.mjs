/** Lints the workflows: what only shows once they run on somebody else's machine. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { root } from './tasks.mjs'
import { suiteNames } from './test-counts.mjs'

const folder = join(root, '.github/workflows')

// Strict: a misspelt key is ignored by GitHub without a word.
const step = z.strictObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
  if: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  'working-directory': z.string().optional(),
})
const job = z.strictObject({
  name: z.string(),
  'runs-on': z.string(),
  'timeout-minutes': z.int().max(60),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: z.string().optional(),
  permissions: z.strictObject({ contents: z.enum(['read', 'write']) }).optional(),
  strategy: z
    .strictObject({ 'fail-fast': z.literal(false), matrix: z.record(z.string(), z.array(z.string())) })
    .optional(),
  steps: z.array(step).min(1),
})
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  jobs: z.record(z.string(), job),
})

/** @param {string} file */
function read(file) {
  const text = readFileSync(join(folder, file), 'utf8')
  const document = parseDocument(text, { strict: true, uniqueKeys: true })
  expect([...document.errors, ...document.warnings]).toEqual([])
  return { text, ...workflow.parse(document.toJS()) }
}

const packageJson = z
  .object({ scripts: z.record(z.string(), z.string()), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

describe.each(readdirSync(folder))('%s', (file) => {
  const { text, jobs } = read(file)
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  test('pins every action to a commit and says which release that is', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line))
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length)
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('has steps that either use an action or run a command', () => {
    for (const { uses, run } of steps) expect([uses, run].filter((part) => part !== undefined)).toHaveLength(1)
  })

  test('runs scripts and test suites that exist', () => {
    const commands = steps.flatMap(({ run }) => run ?? [])
    for (const [, script] of commands.join('\n').matchAll(/npm run ([\w:-]+)/g)) {
      expect(Object.keys(packageJson.scripts)).toContain(script)
    }
    for (const [, words = ''] of commands.join('\n').matchAll(/npm test -- (.+)/g)) {
      for (const word of words.trim().split(/\s+/)) expect(suiteNames).toContain(word)
    }
  })

  test('installs from the lock file, and only so', () => {
    for (const { run = '' } of steps) expect(run).not.toMatch(/npm (install|i)\b/)
  })

  test('names only values of its own matrices', () => {
    for (const [name, { strategy, ...rest }] of Object.entries(jobs)) {
      for (const [, key] of JSON.stringify(rest).matchAll(/\$\{\{ *matrix\.([\w-]+)/g)) {
        expect(Object.keys(strategy?.matrix ?? {}), `job ${name}`).toContain(key)
      }
    }
  })
})

describe('ci.yml', () => {
  const { jobs } = read('ci.yml')

  test('tests the whole application with Electron on three systems, on a Node that Electron supports', () => {
    const application = jobs['application']
    const systems = application?.strategy?.matrix['os'] ?? []
    expect(systems.map((system) => system.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows'])
    const runs = application?.steps.flatMap(({ run }) => run ?? []) ?? []
    expect(runs).toEqual(expect.arrayContaining(['npm run electron:install', 'npm run build', 'npm test']))
    expect(runs.some((run) => /^xvfb-run .*npm test$/.test(run))).toBe(true)
    const node = application?.steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with?.['node-version']
    expect(Number(String(node))).toBeGreaterThanOrEqual(22.12)
  })

  test('tests the library on the oldest Node that is promised', () => {
    const oldest = /\^(\d+\.\d+)/.exec(packageJson.engines.node)?.[1]
    expect(jobs['library']?.strategy?.matrix['node']).toContain(oldest)
  })
})

describe('release.yml', () => {
  const { jobs } = read('release.yml')

  test('makes packages on three systems, on a Node that Electron supports, from checked sources', () => {
    const packages = jobs['packages']
    expect(packages?.strategy?.matrix['os']?.map((system) => system.split('-')[0])).toEqual([
      'ubuntu',
      'macos',
      'windows',
    ])
    expect(packages?.steps.flatMap(({ run }) => run ?? []).filter((run) => run.startsWith('npm'))).toEqual([
      'npm ci',
      'npm test -- check unit',
      'npm run package',
    ])
    const node = packages?.steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with?.['node-version']
    expect(Number(String(node))).toBeGreaterThanOrEqual(22.12)
  })

  test('gives the signing secrets to the step that signs, and to no other', () => {
    const holders = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ env = {} }) => Object.values(env).some((value) => value.includes('secrets.')))
    expect(holders.map(({ name, run }) => name ?? run)).toEqual(['Key of the notary service', 'npm run package'])
    expect(Object.keys(holders[1]?.env ?? {})).toEqual(
      expect.arrayContaining(['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER', 'WIN_CSC_LINK']),
    )
  })

  test('may write nothing but the draft of a release, with no code of ours beside it', () => {
    const writers = Object.values(jobs).filter(({ permissions }) => permissions?.contents === 'write')
    expect(writers).toEqual([jobs['draft']])
    const runs = writers.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    expect(runs.filter((run) => /\b(npm|npx|node)\b/.test(run))).toEqual([])
    expect(runs.at(-1)).toMatch(/^gh release create .*--draft/)
  })
})
