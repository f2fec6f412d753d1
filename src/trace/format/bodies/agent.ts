/** Runtime events of agent tools, and deliveries written as text. Thread ids in these bodies must be UUIDs. */
import { z } from 'zod'
import { as, type ThreadId } from '../../base/ids.ts'

const HYPHENATED = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i
const SIMPLE = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i

/** Any usual spelling of a UUID, rewritten to lower case with dashes. Undefined if it is none. */
export function normalizeUuid(text: string): string | undefined {
  const bare = text.startsWith('urn:uuid:') ? text.slice(9) : /^\{.*\}$/s.test(text) ? text.slice(1, -1) : undefined
  const groups = HYPHENATED.exec(bare ?? text) ?? (bare === undefined ? SIMPLE.exec(text) : null)
  return groups?.slice(1).join('-').toLowerCase()
}

const threadUuid = z.string().transform((text, context): ThreadId => {
  const uuid = normalizeUuid(text)
  if (uuid !== undefined) return as<ThreadId>(uuid)
  context.addIssue('not a thread id')
  return z.NEVER
})

const PATH = /^(?:\/morpheus|\/root(?:\/(?!root(?:\/|$))[a-z0-9_]+)*)$/

/** `/root`, `/morpheus`, or `/root` with segments below it. */
export const agentPath = z.string().regex(PATH)

const nothing = z.null()
const agentStatus = z.union([
  z.enum(['pending_init', 'running', 'interrupted', 'shutdown', 'not_found']),
  z.strictObject({ completed: z.string().nullish() }).refine((status) => 'completed' in status),
  z.strictObject({ errored: z.string() }),
  z.strictObject({ pending_init: nothing }),
  z.strictObject({ running: nothing }),
  z.strictObject({ interrupted: nothing }),
  z.strictObject({ shutdown: nothing }),
  z.strictObject({ not_found: nothing }),
])

const closing = { call_id: z.string(), sender_thread_id: threadUuid, receiver_thread_id: threadUuid }

export const interactionBegin = z.looseObject({ ...closing, prompt: z.string() })
export const interactionEnd = z.looseObject({ ...closing, prompt: z.string(), status: agentStatus })
export const closeBegin = z.looseObject(closing)
export const closeEnd = z.looseObject({ ...closing, status: agentStatus })

export const spawnEnd = z.looseObject({
  call_id: z.string(),
  sender_thread_id: threadUuid,
  new_thread_id: threadUuid.nullish(),
  new_agent_nickname: z.string().nullish(),
  new_agent_role: z.string().nullish(),
  prompt: z.string(),
  model: z.string(),
  reasoning_effort: z.string(),
  status: agentStatus,
})

/** Told apart from the others by its key `agent_thread_id`. */
export const agentActivity = z.looseObject({
  event_id: z.string(),
  agent_thread_id: threadUuid,
  agent_path: agentPath,
  kind: z.enum(['started', 'interacted', 'interrupted', 'completed']),
})

/** A message between agents as the text of an assistant message. */
export const serializedDelivery = z.looseObject({
  author: agentPath,
  recipient: agentPath,
  other_recipients: z.array(agentPath).optional(),
  content: z.string(),
  encrypted_content: z.string().nullish(),
  trigger_turn: z.boolean(),
})
