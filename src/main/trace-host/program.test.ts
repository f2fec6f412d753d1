import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fixture, writeFixture } from '../../trace/testkit/fixtures.ts'
import { superviseHost } from '../host-process/host-process.ts'
import { forkHost } from '../host-process/node-child.ts'
import type { FromHost } from './protocol.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-program-'))
const entry = path.join(folder, 'trace-host.mjs')

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(import.meta.dirname, 'index.ts'),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: path.basename(entry), codeSplitting: false } },
    },
  })
}, 60_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const withColumns = z.object({ ok: z.literal(true), value: z.object({ steps: z.instanceof(Float64Array) }) })

describe('the trace host as a program', () => {
  it('opens and reads a bundle, gives columns as typed arrays, and ends when told', async () => {
    const bundle = writeFixture(fixture('recorded/0.169.0/chat'), folder)
    const host = superviseHost(forkHost(entry))
    const heard: FromHost[] = []
    const lanes = new Promise<unknown>((resolve) => {
      host.onMessage((message) => {
        heard.push(message)
        if (message.type === 'reply' && message.id === 2) resolve(message.reply)
        if (message.type !== 'event' || message.name !== 'trace/changed' || !message.payload.complete) return
        host.post({ type: 'call', id: 2, session: 's', name: 'trace/lanes', request: { session: 's' } })
      })
    })
    // Posted before the program runs.
    host.post({ type: 'open', id: 1, session: 's', source: { type: 'path', path: bundle } })
    withColumns.parse(await lanes)
    expect(heard[0]).toEqual({ type: 'reply', id: 1, reply: { ok: true, value: { session: 's', name: 'chat' } } })
    expect(await host.stop()).toEqual({ expected: true, reason: 'exit code 0' })
  })

  it('ends with the shell that started it', async () => {
    const host = fork(entry, [], { serialization: 'advanced' })
    host.send({ type: 'open', id: 1, session: 's', source: { type: 'path', path: folder } })
    await once(host, 'message')
    host.disconnect()
    expect(await once(host, 'exit')).toEqual([0, null])
  })

  it('is of no use without a shell, and says so', async () => {
    const host = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    host.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    expect(await once(host, 'close')).toEqual([1, null])
    expect(said).toContain('the trace host is started by a shell')
  })
})
