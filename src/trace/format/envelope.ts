/** What every line of `trace.jsonl` carries around its event. */
import { z } from 'zod'
import type { CodexTurnId, ThreadId } from '../base/ids.ts'
import { id, seq, unixMs, unsigned32 } from './primitives.ts'

export const envelope = z.looseObject({
  schema_version: unsigned32,
  seq,
  wall_time_unix_ms: unixMs,
  rollout_id: z.string(),
  /** Context: the thread and turn this event is about. Not every event has them. */
  thread_id: id<ThreadId>().nullish(),
  codex_turn_id: id<CodexTurnId>().nullish(),
  payload: z.looseObject({ type: z.string() }),
})

export type Envelope = z.output<typeof envelope>
