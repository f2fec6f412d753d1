import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { FromHost } from '../trace-host/protocol.ts'
import { superviseHost, type ExitFacts, type HostChild, type HostProcess } from './host-process.ts'
import { forkHost, hostHeapMiB } from './node-child.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-host-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Forks a host program of these few lines of JavaScript. */
function start(program: string, heapMiB?: number): HostProcess {
  const entry = path.join(folder, `${String(Math.random()).slice(2)}.mjs`)
  writeFileSync(entry, program)
  return superviseHost(forkHost(entry, heapMiB), 50)
}

function firstMessage(host: HostProcess): Promise<FromHost> {
  return new Promise((resolve) => {
    host.onMessage(resolve)
  })
}

const READY = `process.send({ type: 'reply', id: 0, reply: { ok: true, value: null } })`

describe('a host as a child process', () => {
  it('takes and gives messages with bytes, also those posted before it runs', async () => {
    const host = start(
      `process.on('message', (m) => process.send({ type: 'reply', id: 5, reply: { ok: true, value: m.answers[0].bytes } }))`,
    )
    host.post({ type: 'bytes', answers: [{ read: 5, bytes: new Uint8Array([1, 2, 3]).subarray(1) }] })
    expect(await firstMessage(host)).toEqual({
      type: 'reply',
      id: 5,
      reply: { ok: true, value: new Uint8Array([2, 3]) },
    })
    await host.stop()
  })

  it('ends when told to, and that was expected', async () => {
    const host = start(`process.on('message', (m) => { if (m.type === 'stop') process.exit(0) }); ${READY}`)
    await firstMessage(host)
    expect(await host.stop()).toEqual({ expected: true, reason: 'exit code 0' })
    expect(await host.stop()).toEqual({ expected: true, reason: 'exit code 0' })
    host.post({ type: 'stop' }) // does nothing
  })

  it('is killed when it does not end in time', async () => {
    const host = start(`process.on('message', () => { for (;;); }); ${READY}`)
    await firstMessage(host)
    expect(await host.stop()).toEqual({ expected: true, reason: 'signal SIGKILL' })
  })

  it('can be stopped while it starts', async () => {
    expect(await start(`setInterval(() => {}, 1000)`).stop()).toMatchObject({ expected: true })
  })

  it.each([
    ['process.exit(3)', 'exit code 3'],
    ['process.kill(process.pid, "SIGKILL")', 'signal SIGKILL'],
  ])('tells how it ended by itself: %s', async (program, reason) => {
    expect(await start(program).exited).toEqual({ expected: false, reason })
  })

  it('tells an exception as an exit code, and lets its text through to our stderr', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect(await start(`throw new Error('broken on purpose')`).exited).toEqual({
      expected: false,
      reason: 'exit code 1',
    })
    expect(stderr.mock.calls.join('')).toContain('broken on purpose')
    stderr.mockRestore()
  })

  it('tells when the heap was too small', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const host = start(`const kept = []; for (;;) kept.push(new Array(1e5).fill(0.5))`, 32)
    expect(await host.exited).toEqual({ expected: false, reason: 'out of memory' })
    stderr.mockRestore()
  })
})

describe('a host that never ran', () => {
  it('says why', async () => {
    let exit: (facts: ExitFacts) => void = () => undefined
    const child: HostChild = {
      post() {},
      onMessage() {},
      onExit(handler) {
        exit = handler
      },
      kill() {},
    }
    const host = superviseHost(child)
    exit({ code: null, signal: null, outOfMemory: false, failedToStart: 'spawn EAGAIN' })
    expect(await host.exited).toEqual({ expected: false, reason: 'could not start: spawn EAGAIN' })
  })
})

it('gives a host half of the machine between 1 and 4 GiB', () => {
  const GiB = 1024 ** 3
  expect([0.5 * GiB, 4 * GiB, 64 * GiB].map((bytes) => hostHeapMiB(bytes, ''))).toEqual([1024, 2048, 4096])
})

it.each([
  ['64', 64],
  ['16384', 16_384],
  ['8', 2048],
  ['-5', 2048],
  ['4e3', 2048],
  ['much', 2048],
])('gives a host what the environment asks for, if it is a heap: %s', (wanted, heap) => {
  expect(hostHeapMiB(4 * 1024 ** 3, wanted)).toBe(heap)
})
