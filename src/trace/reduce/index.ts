/** Every event with a meaning and its handler: a type without one does not compile. */
import type { RawEvent, ReducedEventType } from '../format/events/index.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { KnownSchema } from '../format/version.ts'
import { acceptanceHandlers, acceptanceNeeds } from './acceptance.ts'
import { agentResultHandlers } from './agent-result.ts'
import { codeCellHandlers } from './code-cell.ts'
import { compactionHandlers, compactionNeeds } from './compaction.ts'
import type { Context, HandlersFor, NeedsFor } from './context.ts'
import { inferenceHandlers, inferenceNeeds } from './inference.ts'
import { rolloutHandlers } from './rollout.ts'
import type { State } from './state.ts'
import { terminalHandlers } from './terminal.ts'
import { threadHandlers, threadNeeds } from './thread.ts'
import { toolHandlers, toolNeeds } from './tool.ts'
import { turnHandlers } from './turn.ts'

const handlers: HandlersFor<ReducedEventType> = {
  ...rolloutHandlers,
  ...threadHandlers,
  ...acceptanceHandlers,
  ...turnHandlers,
  ...inferenceHandlers,
  ...compactionHandlers,
  ...toolHandlers,
  ...terminalHandlers,
  ...codeCellHandlers,
  ...agentResultHandlers,
}

const needs: Partial<NeedsFor<ReducedEventType>> = {
  ...threadNeeds,
  ...acceptanceNeeds,
  ...inferenceNeeds,
  ...compactionNeeds,
  ...toolNeeds,
}

export function handle<T extends ReducedEventType>(state: State, event: RawEvent<T>, ctx: Context): void {
  handlers[event.type](state, event, ctx)
}

/** The payloads that handling this event will ask for. */
export function payloadsNeeded<T extends ReducedEventType>(
  state: State,
  event: RawEvent<T>,
  schema: KnownSchema,
): readonly PayloadRef[] {
  return (needs[event.type]?.(state, event, schema) ?? []).filter((ref) => ref !== null && ref !== undefined)
}
