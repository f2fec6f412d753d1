/** Which rules hold for which schema version, and which events a schema knows. */
import type { z } from 'zod'
import { rawEventSchemas, type PayloadOf, type RawEventType } from './events/index.ts'
import { toolKind } from './events/tool-call.ts'

export type KnownSchema = 1 | 2

/**
 * The rules to reduce a bundle by. The reference for schema 1 never looks at the version, so everything below 2 is read by
 * it; schemas of the future are read by the newest rules we know, as far as that goes.
 */
export function rulesFor(manifestVersion: number): KnownSchema {
  return manifestVersion < 2 ? 1 : 2
}

const schema2Only: ReadonlySet<string> = new Set<RawEventType>([
  'history_item_accepted',
  'thread_resumed',
  'recording_completed',
])

type EventSchemas = { readonly [T in RawEventType]: z.ZodType<PayloadOf<T>> }

const schema1: EventSchemas = {
  ...rawEventSchemas,
  tool_call_runtime_started: rawEventSchemas.tool_call_runtime_started.omit({ kind: true }).loose(),
}
const schema2: EventSchemas = {
  ...rawEventSchemas,
  tool_call_runtime_started: rawEventSchemas.tool_call_runtime_started.extend({ kind: toolKind }),
}

export function eventSchemas(version: KnownSchema): EventSchemas {
  return version === 1 ? schema1 : schema2
}

/** Whether the reference for this schema has the event at all. */
export function knowsEvent(version: KnownSchema, type: RawEventType): boolean {
  return version === 2 || !schema2Only.has(type)
}
