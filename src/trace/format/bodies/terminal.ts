/** Runtime events of terminal tools and the results of tools. */
import { z } from 'zod'
import { signed32, unsigned64 } from '../primitives.ts'

export const terminalBegin = z.looseObject({
  command: z.array(z.string()),
  cwd: z.string(),
  process_id: z.string().nullish(),
  interaction_input: z.string().nullish(),
})

export const execEnd = z.looseObject({
  exit_code: signed32,
  process_id: z.string().nullish(),
  /** Since 0.162. */
  aggregated_output: z.string().nullish(),
})

/** What releases before 0.162 recorded instead of `aggregated_output`. */
export const olderExecOutput = z.looseObject({
  stdout: z.string(),
  stderr: z.string(),
  formatted_output: z.string(),
})

const present = z.unknown().refine((value) => value !== undefined, 'required')

export const toolResult = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('direct_response'), response_item: present }),
  z.looseObject({ type: z.literal('code_mode_response'), value: present }),
  z.looseObject({ type: z.literal('error'), error: z.string() }),
])

/** The structured value a terminal gives to code. */
export const codeModeTerminalValue = z.looseObject({
  output: z.string(),
  chunk_id: z.string().nullish(),
  exit_code: signed32.nullish(),
  original_token_count: unsigned64.nullish(),
})
