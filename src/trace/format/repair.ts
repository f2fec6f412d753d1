/**
 * What tolerant reading puts in place of broken fields, so that one bad field does not cost the whole event. Ids are never
 * invented: an event without its ids is not repaired. Every replacement is told; strict reading replaces nothing.
 */
import type { z } from 'zod'
import { faultOf } from './bodies/read.ts'

export interface Replacement {
  readonly field: string
  readonly fault: string
}

export interface Repaired<T> {
  readonly value: T
  readonly replacements: readonly Replacement[]
}

/** What to put in place of a member of an envelope or event. Undefined: there is nothing that could stand there. */
export type Fallback = (field: string, found: unknown) => unknown

/** Mends members at the top level of `broken`, whatever is wrong inside them. Undefined if one has no fallback. */
export function repair<T>(schema: z.ZodType<T>, broken: unknown, fallback: Fallback): Repaired<T> | undefined {
  const reading = schema.safeParse(broken)
  if (reading.success) return { value: reading.data, replacements: [] }
  if (typeof broken !== 'object' || broken === null) return undefined
  const members = new Map<string, unknown>(Object.entries(broken))
  const replacements: Replacement[] = []
  for (const issue of reading.error.issues) {
    const field = String(issue.path[0])
    const value = fallback(field, members.get(field))
    if (value === undefined) return undefined
    members.set(field, value)
    replacements.push({ field, fault: faultOf(issue, broken) })
  }
  const mended = schema.safeParse(Object.fromEntries(members))
  return mended.success ? { value: mended.data, replacements } : undefined
}

/** What the place of a line in the log tells about its envelope. */
export interface EnvelopeDefaults {
  readonly schema_version: number
  readonly seq: number
  readonly wall_time_unix_ms: number
  readonly rollout_id: string
}

export function envelopeFallback(defaults: EnvelopeDefaults): Fallback {
  const values = new Map<string, unknown>([...Object.entries(defaults), ['thread_id', null], ['codex_turn_id', null]])
  return (field) => values.get(field)
}

const referenceKinds = new Map([
  ['inference_started', 'inference_request'],
  ['inference_completed', 'inference_response'],
  ['inference_failed', 'inference_response'],
  ['inference_cancelled', 'inference_response'],
  ['compaction_request_started', 'compaction_request'],
  ['compaction_request_completed', 'compaction_response'],
  ['compaction_installed', 'compaction_checkpoint'],
  ['thread_started', 'session_metadata'],
  ['agent_result_observed', 'agent_result'],
  ['tool_call_started', 'tool_invocation'],
  ['tool_call_runtime_started', 'tool_runtime_event'],
  ['tool_call_runtime_ended', 'tool_runtime_event'],
  ['tool_call_ended', 'tool_result'],
  ['code_cell_initial_response', 'tool_result'],
  ['code_cell_ended', 'tool_result'],
])
const texts = new Set(['model', 'provider_name', 'error', 'reason', 'message', 'source_js', 'agent_path', 'event_type'])
const optional = new Set(['model_visible_call_id', 'code_mode_runtime_tool_id', 'response_id', 'upstream_request_id'])

/** A status we do not know becomes `failed`, a tool kind `other`, a reference keeps its id and path. */
export function eventFallback(type: string): Fallback {
  return (field, found) => {
    if (field.endsWith('_payload')) return reference(found, referenceKinds.get(type) ?? 'protocol_event')
    if (texts.has(field)) return ''
    if (optional.has(field)) return null
    switch (field) {
      case 'status':
        return 'failed'
      case 'kind':
        return { type: 'other', name: textOf(found, 'type') ?? 'unknown' }
      case 'requester':
        return { type: 'model' }
      case 'summary':
        return { type: 'generic', label: textOf(found, 'label') ?? '', input_preview: null, output_preview: null }
      default:
        return undefined
    }
  }
}

/** Without an id there is nothing to refer to: the reference counts as absent where that is allowed. */
function reference(found: unknown, kind: string): unknown {
  const id = textOf(found, 'raw_payload_id')
  if (id === undefined) return null
  return { raw_payload_id: id, kind: { type: kind }, path: textOf(found, 'path') ?? '' }
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const member = new Map<string, unknown>(Object.entries(value)).get(name)
  return typeof member === 'string' ? member : undefined
}
