import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, type RolloutId, type ThreadId, type TraceId, type UnixMs } from '../base/ids.ts'
import { openBundle } from '../bundle/open-bundle.ts'
import { TraceWriter } from '../write/trace-writer.ts'
import { createDirectorySink } from './directory-sink.ts'
import { openPath } from './open-path.ts'

let scratch: string

beforeEach(() => {
  scratch = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-sink-'))
})
afterEach(() => {
  fs.rmSync(scratch, { recursive: true, force: true })
})

const at = as<UnixMs>(1_700_000_000_000)
const root = as<ThreadId>('thread-root')
const recording = {
  schemaVersion: 2,
  traceId: as<TraceId>('trace-a'),
  rolloutId: as<RolloutId>('rollout-a'),
  rootThreadId: root,
  startedAt: at,
} as const

describe('a folder that is recorded to', () => {
  it.each([true, false])('can be read while it grows and is accepted at the end (durable: %s)', async (durable) => {
    const folder = nodePath.join(scratch, 'new', 'trace-a')
    const writer = await TraceWriter.create(await createDirectorySink(folder, { durable }), recording)
    const { source } = await openPath(folder)
    const bundle = await openBundle(source)
    await writer.event({ type: 'rollout_started', trace_id: recording.traceId, root_thread_id: root }, { at })
    const metadata_payload = await writer.payload('session_metadata', { nickname: 'Kettle', model: 'model-x' })
    await writer.event({ type: 'thread_started', thread_id: root, agent_path: as('/root'), metadata_payload }, { at })
    const growing = await bundle.replay({ mode: 'tolerant' })
    await writer.event({ type: 'thread_ended', thread_id: root, status: 'completed' }, { at })
    await writer.event({ type: 'rollout_ended', status: 'completed' }, { at })
    await writer.close(at)
    const { graph } = await (await openBundle(source)).replay({ mode: 'strict' })
    await source.close()
    expect([growing.graph.status, graph.status, graph.recording_complete, graph.threads.get(root)?.nickname]).toEqual([
      'running',
      'completed',
      true,
      'Kettle',
    ])
  })

  it('is never one that holds something', async () => {
    fs.writeFileSync(nodePath.join(scratch, 'trace.jsonl'), '')
    await expect(createDirectorySink(scratch)).rejects.toMatchObject({ code: 'write_failed' })
    await expect(createDirectorySink(nodePath.join(scratch, 'trace.jsonl'))).rejects.toMatchObject({
      code: 'write_failed',
    })
  })

  it('gets no file twice and none outside', async () => {
    const sink = await createDirectorySink(nodePath.join(scratch, 'one'))
    await sink.create('payloads/1.json', new Uint8Array([1]))
    await expect(sink.create('payloads/1.json', new Uint8Array([2]))).rejects.toMatchObject({ code: 'write_failed' })
    await expect(sink.create('../2.json', new Uint8Array([2]))).rejects.toMatchObject({ code: 'path_outside_bundle' })
    await sink.close()
    expect([fs.readdirSync(scratch), [...fs.readFileSync(nodePath.join(scratch, 'one/payloads/1.json'))]]).toEqual([
      ['one'],
      [1],
    ])
  })
})
