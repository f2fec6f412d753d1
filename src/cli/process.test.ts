/** The command line as a process: exit codes, streams and signals that only a real one has. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixturesFolder } from '../trace/testkit/fixtures.ts'

let folder: string

beforeAll(async () => {
  folder = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-process-'))
  const output = { format: 'es', entryFileNames: 'rolloutlens.mjs', codeSplitting: false } as const
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: nodePath.join(import.meta.dirname, 'index.ts'),
      outDir: folder,
      target: 'node20.19',
      rolldownOptions: { output },
    },
  })
}, 60_000)
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true })
})

function start(...words: string[]): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  return spawn(process.execPath, [nodePath.join(folder, 'rolloutlens.mjs'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const showcase = nodePath.join(fixturesFolder, 'samples/showcase.rollout')
const cut = nodePath.join(fixturesFolder, 'damaged/cut-mid-line')

describe('the process', { timeout: 30_000 }, () => {
  it.each([
    [['--help'], 0, /^usage: /, /^$/],
    [['check', cut], 1, /refused by the reference/, /^$/],
    [['reduce', '--strict', cut], 1, /^$/, /^rolloutlens reduce: refused by the reference: parse trace event line 17/],
    [['reduce', nodePath.join(fixturesFolder, 'damaged/not-a-bundle')], 2, /^$/, /holds neither manifest/],
    [['pack', cut], 64, /^$/, /FILE.rollout is missing/],
  ])('%j ends with %d', async (words, code, out, err) => {
    const child = start(...words)
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    expect([child.exitCode, stdout, stderr]).toEqual([code, expect.stringMatching(out), expect.stringMatching(err)])
  })

  it.skipIf(process.platform === 'win32')('ends with 130 when it is interrupted, even if nobody reads on', async () => {
    const child = start('reduce', showcase)
    const closed = once(child, 'exit')
    await once(child.stdout, 'readable')
    child.kill('SIGINT')
    expect((await closed)[0]).toBe(130)
  })

  it('ends quietly when its reader has seen enough', async () => {
    const child = start('reduce', showcase)
    const [stderr] = await Promise.all([
      text(child.stderr),
      once(child.stdout, 'readable').then(() => {
        child.stdout.destroy()
      }),
    ])
    expect([stderr, child.exitCode ?? (await once(child, 'exit'))[0]]).toEqual(['', 0])
  })
})
