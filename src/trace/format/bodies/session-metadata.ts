/** `thread_started.metadata_payload`. */
import { z } from 'zod'

export const sessionMetadata = z.looseObject({
  agent_path: z.string().nullish(),
  task_name: z.string().nullish(),
  nickname: z.string().nullish(),
  agent_role: z.string().nullish(),
  model: z.string().nullish(),
  session_source: z.unknown().optional(),
})

const textIfAny = z.string().optional().catch(undefined)

/** What spawned a thread, inside `session_source`; unreadable members count as absent. */
export const spawnSource = z.object({
  subagent: z.object({
    thread_spawn: z.object({
      parent_thread_id: z.string(),
      agent_path: textIfAny,
      task_name: textIfAny,
      agent_role: textIfAny,
    }),
  }),
})
