/** `manifest.json`. Two of its members are required although nobody reads them. */
import { z } from 'zod'
import type { RolloutId, ThreadId, TraceId } from '../base/ids.ts'
import { id, signed64, unixMs } from './primitives.ts'

export const manifest = z.looseObject({
  schema_version: signed64,
  trace_id: id<TraceId>(),
  rollout_id: id<RolloutId>(),
  root_thread_id: id<ThreadId>(),
  started_at_unix_ms: unixMs,
  raw_event_log: z.string(),
  payloads_dir: z.string(),
})
