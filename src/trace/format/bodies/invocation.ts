/** `tool_call_started.invocation_payload`: how the harness was asked to run a tool. */
import { z } from 'zod'
import { unsigned64 } from '../primitives.ts'

/** Strict form, demanded of write_stdin calls. */
export const dispatchInvocation = z.looseObject({
  tool_name: z.string(),
  tool_namespace: z.string().nullish(),
  payload: z.looseObject({ type: z.string(), arguments: z.string().nullish() }),
})

/** Loose form: whatever of the same can be read. */
export const looseInvocation = z.object({
  tool_name: z.unknown(),
  payload: z.object({ arguments: z.unknown() }).optional().catch(undefined),
})

/** Arguments of a write_stdin call. `session_id` may be a text or a number, whose text counts; read where its text is kept. */
export const writeStdinArguments = z.looseObject({
  session_id: z.unknown(),
  chars: z.string().default(''),
  yield_time_ms: unsigned64.nullish(),
  max_output_tokens: unsigned64.nullish(),
})

/** Arguments of a wait call. */
export const waitArguments = z.looseObject({ cell_id: z.string() })

/** Arguments of an agent call. */
export const messageArguments = z.looseObject({ message: z.string() })

/** Begin of an MCP call, as schema 1 records it inside a runtime begin. */
export const mcpInvocation = z.looseObject({ server: z.string(), tool: z.string() })
