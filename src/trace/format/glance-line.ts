/**
 * The few members of a log line that tell what a run was about without reading it: for lists of many bundles. Never for the
 * reducer, which checks every line as a whole.
 */
import { z } from 'zod'

/** Types of the events whose lines are worth parsing. */
export const glanceTypes = [
  'rollout_started',
  'thread_started',
  'thread_ended',
  'inference_started',
  'rollout_ended',
] as const

export const glanceLine = z.looseObject({
  wall_time_unix_ms: z.number().optional().catch(undefined),
  schema_version: z.number().optional().catch(undefined),
  payload: z.looseObject({
    type: z.string(),
    thread_id: z.string().optional().catch(undefined),
    root_thread_id: z.string().optional().catch(undefined),
    agent_path: z.string().optional().catch(undefined),
    model: z.string().optional().catch(undefined),
    status: z.string().optional().catch(undefined),
    request_payload: z.looseObject({ path: z.string() }).optional().catch(undefined),
  }),
})

export type GlanceLine = z.output<typeof glanceLine>

export const glanceManifest = z.looseObject({
  schema_version: z.number().optional().catch(undefined),
  root_thread_id: z.string().optional().catch(undefined),
  started_at_unix_ms: z.number().optional().catch(undefined),
})
