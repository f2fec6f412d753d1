/** Building blocks of an object's details: fields, relations and texts, with how each is known. */
import { as } from '../../base/ids.ts'
import type { EdgeId, RawPayloadId, ThreadId } from '../../base/ids.ts'
import type { ExecutionWindow } from '../../model/graph.ts'
import type { ObjectKind, ObjectRef } from '../../model/object-ref.ts'
import type { Field, Known, ObjectText, Relation } from '../../../shared/view-models/object.ts'
import { objectLabel } from '../object-label.ts'
import { graphObject } from '../refs.ts'
import type { TraceIndex } from '../trace-index.ts'

/** What is particular to one kind of object; what all have is added by `objectDetail`. */
export interface Description {
  readonly status: string | null
  readonly fields: readonly Field[]
  readonly texts?: readonly ObjectText[]
  readonly relations?: readonly Relation[]
}

const listedLinks = 200
const textLimit = 65_536

export function text(name: string, value: string | null | undefined, known: Known = 'observed'): Field {
  return value === null || value === undefined ? none(name) : { name, value: { type: 'text', text: value }, known }
}

/** Text whose every character matters: ids, paths, commands. */
export function mono(name: string, value: string | null | undefined, known: Known = 'observed'): Field {
  if (value === null || value === undefined) return none(name)
  return { name, value: { type: 'text', text: value, mono: true }, known }
}

export function amount(name: string, value: number | null | undefined, unit: string, known: Known = 'observed'): Field {
  return value === null || value === undefined ? none(name) : { name, value: { type: 'number', value, unit }, known }
}

export function time(name: string, ms: number | null | undefined, known: Known = 'observed'): Field {
  return ms === null || ms === undefined ? none(name) : { name, value: { type: 'time', ms }, known }
}

export function duration(name: string, ms: number | null | undefined): Field {
  return ms === null || ms === undefined ? none(name) : { name, value: { type: 'duration', ms }, known: 'derived' }
}

export function status(value: string): Field {
  return { name: 'status', value: { type: 'status', status: value }, known: 'observed' }
}

function none(name: string): Field {
  return { name, value: { type: 'none' }, known: 'unknown' }
}

/** A link, or the bare id of something that was never recorded. */
export function link(index: TraceIndex, name: string, kind: ObjectKind, id: string | null | undefined): Field {
  if (id === null || id === undefined) return none(name)
  const ref = { kind, id }
  if (!exists(index, ref)) return mono(name, id)
  return { name, value: { type: 'id', ref, label: objectLabel(index, ref) }, known: 'observed' }
}

/** Status, start, end and duration of an execution window. */
export function executionFields(execution: ExecutionWindow): readonly Field[] {
  const { started_at_unix_ms: start, ended_at_unix_ms: end } = execution
  return [
    status(execution.status),
    time('started', start),
    amount('started seq', execution.started_seq, ''),
    time('ended', end),
    amount('ended seq', execution.ended_seq, ''),
    duration('duration', end === null ? null : end - start),
  ]
}

/** Undefined if there is nothing to link. Ids of what was never recorded are counted, not listed. */
export function relation(
  index: TraceIndex,
  name: string,
  kind: ObjectKind,
  ids: readonly string[],
  known: Known = 'observed',
): readonly Relation[] {
  return relationOf(
    index,
    name,
    ids.map((id) => ({ kind, id })),
    known,
  )
}

export function relationOf(
  index: TraceIndex,
  name: string,
  refs: readonly ObjectRef[],
  known: Known = 'observed',
): readonly Relation[] {
  if (refs.length === 0) return []
  const links: Relation['links'][number][] = []
  for (const ref of refs) {
    if (links.length === listedLinks) break
    if (!exists(index, ref)) continue
    const state = statusOf(index, ref)
    links.push({ ref, label: objectLabel(index, ref), known, ...(state === undefined ? {} : { status: state }) })
  }
  return [{ name, total: refs.length, links }]
}

/** Whether details of the object can be asked for. */
export function exists(index: TraceIndex, ref: ObjectRef): boolean {
  if (graphObject(index.graph, ref) !== undefined) return true
  switch (ref.kind) {
    case 'thread':
      return index.threadPositions.has(as<ThreadId>(ref.id))
    case 'interaction_edge':
      return index.interaction(as<EdgeId>(ref.id)) !== undefined
    case 'raw_event':
      return index.events.indexOfSeq(Number(ref.id)) !== undefined
    case 'diagnostic':
      return index.reduction.diagnostics[Number(ref.id)] !== undefined
    default:
      return false
  }
}

function statusOf(index: TraceIndex, ref: ObjectRef): string | undefined {
  const found = graphObject(index.graph, ref)
  return found !== undefined && 'execution' in found.object ? found.object.execution.status : undefined
}

export function textBlock(
  title: string,
  side: ObjectText['side'],
  form: ObjectText['form'],
  content: string,
  payloadId?: RawPayloadId | null,
): ObjectText {
  const cut = content.length > textLimit
  const shown = cut ? content.slice(0, textLimit).replace(/[\uD800-\uDBFF]$/, '') : content
  return {
    title,
    side,
    form,
    text: shown,
    cut,
    ...(payloadId === undefined || payloadId === null ? {} : { payloadId }),
  }
}
