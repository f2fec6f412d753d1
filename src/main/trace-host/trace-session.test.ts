import { beforeEach, describe, expect, it } from 'vitest'
import { TraceError } from '../../trace/base/errors.ts'
import { openBundle } from '../../trace/bundle/open-bundle.ts'
import { fixturesFolder } from '../../trace/testkit/fixtures.ts'
import { openDirectory } from '../../trace/node/directory-source.ts'
import nodePath from 'node:path'
import { drawGraph } from '../../trace/testkit/draw-graph.ts'
import { memorySource } from '../../trace/testkit/memory-source.ts'
import { scriptedBundle, type ScriptedBundle } from '../testkit/scripted-bundle.ts'
import { TraceSession } from './trace-session.ts'

const reduction = drawGraph((pen) => {
  pen.thread('root', [1])
})
let now: number
let told: unknown[]
let scripted: ScriptedBundle
let session: TraceSession

beforeEach(() => {
  now = 0
  told = []
  scripted = scriptedBundle(memorySource('run', new Map()), reduction)
  session = new TraceSession(
    { kind: 'bundle', bundle: scripted.bundle, growth: { kind: 'impossible', why: 'archive' } },
    {
      onProgress: (progress) => told.push(progress),
      onChanged: (change) => told.push(change),
      onLive() {},
      onFileChanged() {},
      onFailed: (error) => told.push(error),
    },
    () => now,
  )
})

/** Settles what the replay's end set going. */
async function settled(): Promise<void> {
  await new Promise(setImmediate)
}

describe('a session that loads', () => {
  it('replays tolerantly and tells progress at most every 100 ms, the last of it too', async () => {
    session.load()
    expect(scripted.options().mode).toBe('tolerant')
    for (; now < 250; now += 50) scripted.options().onProgress?.({ bytesRead: now, bytesTotal: 300, events: now / 50 })
    scripted.finish()
    await settled()
    expect(told).toEqual([
      { bytesRead: 0, bytesTotal: 300, events: 0 },
      { bytesRead: 100, bytesTotal: 300, events: 2 },
      { bytesRead: 200, bytesTotal: 300, events: 4 },
      { revision: 1, complete: true },
    ])
  })

  it('shows the graph while it grows, ever more rarely, and once complete', async () => {
    session.load()
    for (; now < 2000; now += 10) scripted.options().onRevision?.()
    scripted.finish()
    await settled()
    expect(told).toEqual([
      { revision: 1, complete: false },
      { revision: 2, complete: false },
      { revision: 3, complete: false },
      { revision: 4, complete: false },
      { revision: 5, complete: true },
    ])
  })

  it('shows it more rarely where answering takes long', () => {
    session.load()
    for (; now < 2000; now += 10) {
      const before = told.length
      scripted.options().onRevision?.()
      if (told.length > before) session.charge(70)
    }
    expect(told).toEqual([
      { revision: 1, complete: false },
      { revision: 2, complete: false },
    ])
  })

  it('has one index per revision', async () => {
    const before = session.index
    expect([session.index, before.revision, session.facts.complete]).toEqual([before, 0, false])
    session.load()
    scripted.finish()
    await settled()
    expect(session.index).not.toBe(before)
    expect([session.index.revision, session.facts]).toEqual([
      1,
      { name: 'run', complete: true, hasEvidence: true, manifestSchemaVersion: 3 },
    ])
  })

  it('keeps what was read when reading fails', async () => {
    session.load()
    scripted.fail(new TraceError('read_failed', 'the disk is gone', { file: 'trace.jsonl', line: 9 }))
    await settled()
    expect(told).toEqual([
      { revision: 1, complete: false },
      { code: 'read_failed', message: 'the disk is gone', file: 'trace.jsonl', line: 9 },
    ])
    expect(session.index.threads.length).toBe(1)
  })

  it('stops reading and says nothing more once it is closed', async () => {
    session.load()
    const { signal, onProgress, onRevision } = scripted.options()
    const closed = session.close()
    expect(signal?.aborted).toBe(true)
    now = 1000
    onProgress?.({ bytesRead: 1, bytesTotal: 2, events: 3 })
    onRevision?.()
    scripted.fail(new TraceError('cancelled', 'cancelled'))
    await closed
    expect(told).toEqual([])
  })
})

describe('a log that was cut off', () => {
  it('is complete with the findings that only its end can tell', async () => {
    const bundle = await openBundle(openDirectory(nodePath.join(fixturesFolder, 'damaged/cut-mid-line')))
    const read = new Promise<void>((resolve) => {
      const cut: TraceSession = new TraceSession(
        { kind: 'bundle', bundle, growth: { kind: 'impossible', why: 'archive' } },
        {
          onProgress() {},
          onLive() {},
          onFileChanged() {},
          onFailed() {},
          onChanged({ complete }) {
            if (!complete) return
            told.push(
              cut.index.reduction.diagnostics.map(({ code }) => code),
              cut.index.reduction.verdict.accepted,
            )
            resolve()
          },
        },
      )
      cut.load()
    })
    await read
    expect(told).toEqual([['line_cut_off'], false])
  })
})

describe('a graph without evidence', () => {
  it('is complete at once', () => {
    const source = memorySource('state.json', new Map())
    const quiet = {
      onProgress() {},
      onLive() {},
      onFileChanged() {},
      onFailed() {},
      onChanged: (change: unknown) => told.push(change),
    }
    const state = new TraceSession({ kind: 'state', source, reduction }, quiet)
    state.load()
    expect(told).toEqual([{ revision: 1, complete: true }])
    expect(state.facts).toMatchObject({ name: 'state.json', complete: true, hasEvidence: false })
  })
})
