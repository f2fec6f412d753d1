/** Codex turns. */
import { z } from 'zod'
import type { CodexTurnId, ThreadId } from '../../base/ids.ts'
import { executionStatus, id } from '../primitives.ts'

export const turnEvents = {
  codex_turn_started: z.looseObject({ codex_turn_id: id<CodexTurnId>(), thread_id: id<ThreadId>() }),
  codex_turn_ended: z.looseObject({ codex_turn_id: id<CodexTurnId>(), status: executionStatus }),
}
