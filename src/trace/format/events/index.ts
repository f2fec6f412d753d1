/** All raw events, one line per family. `RawEvent` is what a readable line of the log becomes. */
import type { z } from 'zod'
import type { CodexTurnId, Seq, ThreadId, UnixMs } from '../../base/ids.ts'
import type { PayloadRef } from '../payload-ref.ts'
import { agentResultEvents } from './agent-result.ts'
import { codeCellEvents } from './code-cell.ts'
import { compactionEvents } from './compaction.ts'
import { evidenceEvents } from './evidence.ts'
import { inferenceEvents } from './inference.ts'
import { reservedEvents } from './reserved.ts'
import { rolloutEvents } from './rollout.ts'
import { threadEvents } from './thread.ts'
import { toolCallEvents } from './tool-call.ts'
import { turnEvents } from './turn.ts'

export const rawEventSchemas = {
  ...rolloutEvents,
  ...threadEvents,
  ...turnEvents,
  ...inferenceEvents,
  ...toolCallEvents,
  ...codeCellEvents,
  ...compactionEvents,
  ...agentResultEvents,
  ...reservedEvents,
  ...evidenceEvents,
} as const

export type RawEventType = keyof typeof rawEventSchemas
export type ReducedEventType = Exclude<RawEventType, keyof typeof evidenceEvents>
export type PayloadOf<T extends RawEventType> = z.output<(typeof rawEventSchemas)[T]>
/** An event as it stands in the envelope: its type and its fields. What a recorder hands over. */
export type RawEventBody = {
  readonly [T in RawEventType]: { readonly type: T } & PayloadOf<T>
}[RawEventType]

/** Where an event stands. `line` starts at 1, blank lines counted. */
export interface EventPlace {
  readonly seq: Seq
  readonly line: number
  readonly time: UnixMs
  readonly thread_id: ThreadId | null
  readonly codex_turn_id: CodexTurnId | null
}

export interface RawEventOf<T extends RawEventType> extends EventPlace {
  readonly type: T
  readonly payload: PayloadOf<T>
}

export type RawEvent<T extends RawEventType = RawEventType> = { readonly [K in T]: RawEventOf<K> }[T]

export function isRawEventType(type: string): type is RawEventType {
  return Object.hasOwn(rawEventSchemas, type)
}

/** The fields of each event that may hold payload references. */
const referenceFields: { readonly [T in RawEventType]?: readonly (keyof PayloadOf<T> & string)[] } = {
  thread_started: ['metadata_payload'],
  history_item_accepted: ['agent_message_payload'],
  inference_started: ['request_payload'],
  inference_completed: ['response_payload'],
  inference_failed: ['partial_response_payload'],
  inference_cancelled: ['partial_response_payload'],
  tool_call_started: ['invocation_payload'],
  tool_call_runtime_started: ['runtime_payload'],
  tool_call_runtime_ended: ['runtime_payload'],
  tool_call_ended: ['result_payload'],
  code_cell_initial_response: ['response_payload'],
  code_cell_ended: ['response_payload'],
  compaction_request_started: ['request_payload'],
  compaction_request_completed: ['response_payload'],
  compaction_installed: ['checkpoint_payload'],
  agent_result_observed: ['carried_payload'],
  other: ['payloads'],
  protocol_event_observed: ['event_payload'],
}

/** Every payload reference in an event, in the order of its fields. */
export function payloadRefsOf({ type, payload }: Pick<RawEvent, 'type' | 'payload'>): PayloadRef[] {
  const members: Readonly<Record<string, unknown>> = payload
  return (referenceFields[type] ?? []).flatMap((field: string) => members[field]).filter((value) => isPayloadRef(value))
}

/** Enough for values that passed their event's schema, and for references inside events unknown to us. */
export function isPayloadRef(value: unknown): value is PayloadRef {
  return typeof value === 'object' && value !== null && 'raw_payload_id' in value && 'path' in value
}
