/** Recorded bundles written once more: what was read comes out, and reduces to what the reference makes of the original. */
import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { ensure } from '../base/assert.ts'
import type { CodexTurnId, RolloutId, ThreadId, TraceId, UnixMs } from '../base/ids.ts'
import { openBundle } from '../bundle/open-bundle.ts'
import type { RawEventBody } from '../format/events/index.ts'
import { graphToJson } from '../model/graph-json.ts'
import { recordedBundles, type Files, type Fixture } from '../testkit/fixtures.ts'
import { memorySink } from '../testkit/memory-sink.ts'
import { memorySource } from '../testkit/memory-source.ts'
import { TraceWriter } from './trace-writer.ts'

const manifest = z.object({
  schema_version: z.literal([1, 2]),
  trace_id: z.custom<TraceId>(),
  rollout_id: z.custom<RolloutId>(),
  root_thread_id: z.custom<ThreadId>(),
  started_at_unix_ms: z.custom<UnixMs>(),
})
const envelope = z.object({
  wall_time_unix_ms: z.custom<UnixMs>(),
  thread_id: z.custom<ThreadId>().nullable(),
  codex_turn_id: z.custom<CodexTurnId>().nullable(),
  payload: z.custom<RawEventBody>(),
})

function jsonOf(files: Files, path: string): unknown {
  return JSON.parse(new TextDecoder().decode(ensure(files.get(path), path)))
}

function linesOf(log: string): unknown[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

/** Numbers of the payloads that an event names; recorders number them in the order of writing. */
function numbersIn(event: RawEventBody): number[] {
  return [...JSON.stringify(event).matchAll(/"path":"payloads\/(\d+)\.json"/g)].map(([, number]) => Number(number))
}

async function recordAgain({ files }: Fixture): Promise<ReadonlyMap<string, string>> {
  const head = manifest.parse(jsonOf(files, 'manifest.json'))
  const sink = memorySink()
  const writer = await TraceWriter.create(sink, {
    schemaVersion: head.schema_version,
    traceId: head.trace_id,
    rolloutId: head.rollout_id,
    rootThreadId: head.root_thread_id,
    startedAt: head.started_at_unix_ms,
  })
  let written = 0
  const writePayloadsUpTo = async (number: number): Promise<void> => {
    for (; written < number; written += 1) {
      await writer.payload('protocol_event', jsonOf(files, `payloads/${String(written + 1)}.json`))
    }
  }
  for (const line of linesOf(logOf(files))) {
    const { wall_time_unix_ms, thread_id, codex_turn_id, payload } = envelope.parse(line)
    await writePayloadsUpTo(Math.max(0, ...numbersIn(payload)))
    const about = { ...(thread_id && { thread: thread_id }), ...(codex_turn_id && { turn: codex_turn_id }) }
    await writer.event(payload, { at: wall_time_unix_ms, ...about })
  }
  await writePayloadsUpTo([...files.keys()].filter((path) => path.startsWith('payloads/')).length)
  return sink.files
}

function logOf(files: Files): string {
  return new TextDecoder().decode(files.get('trace.jsonl'))
}

describe.each(['0.133.0', '0.166.0'])('the bundles of %s, recorded again', (release) => {
  it.each(recordedBundles(release))('$name', async (bundle) => {
    const again = await recordAgain(bundle)
    expect([...again.keys()].sort()).toEqual([...bundle.files.keys()].sort())
    expect(linesOf(again.get('trace.jsonl') ?? '')).toEqual(linesOf(logOf(bundle.files)))
    for (const [path, text] of again) {
      if (path !== 'trace.jsonl') expect(JSON.parse(text)).toEqual(jsonOf(bundle.files, path))
    }
    const { answer } = bundle
    const replay = (await openBundle(memorySource('again', again))).replay({ mode: 'strict' })
    if (answer.result === 'error') await expect(replay).rejects.toMatchObject({ code: 'refused' })
    else expect(JSON.parse(JSON.stringify(graphToJson((await replay).graph)))).toEqual(JSON.parse(answer.state))
  })
})
