/** Between what is drawn (indices into columns) and what is selected everywhere (object references). */
import type { ObjectKind, ObjectRef } from '../../../trace/model/object-ref.ts'
import type { Lanes, SliceKind } from '../../../shared/view-models/lanes.ts'
import { indexOfText, item, textAt, u32, u8 } from './columns.ts'
import { SLICE_KINDS } from './kinds.ts'
import type { Target } from './scene.ts'

export function sliceRef({ strings, slices }: Lanes, slice: number): ObjectRef {
  const kind = objectKindOf(item(SLICE_KINDS, u8(slices.kind, slice)))
  return { kind, id: textAt(strings, u32(slices.id, slice)) }
}

export function edgeRef({ strings, edges }: Lanes, edge: number): ObjectRef {
  return { kind: 'interaction_edge', id: textAt(strings, u32(edges.id, edge)) }
}

export function laneRef({ lanes }: Lanes, lane: number): ObjectRef {
  return { kind: 'thread', id: item(lanes, lane).threadId }
}

/** The object a target stands for; a merged run, a bundle and a gap stand for none. */
export function refOf(lanes: Lanes, target: Target): ObjectRef | undefined {
  switch (target.type) {
    case 'slice':
      return target.merged > 1 ? undefined : sliceRef(lanes, target.slice)
    case 'edge':
      return edgeRef(lanes, target.edge)
    case 'lane':
      return laneRef(lanes, target.lane)
    case 'bundle':
    case 'gap':
      return undefined
  }
}

/** Where an object is drawn; undefined if these lanes do not show it. */
export function targetOf(lanes: Lanes, ref: ObjectRef): Target | undefined {
  const { strings, slices, edges } = lanes
  if (ref.kind === 'thread') {
    const lane = lanes.lanes.findIndex((candidate) => candidate.threadId === ref.id)
    return lane < 0 ? undefined : { type: 'lane', lane }
  }
  const text = indexOfText(strings, ref.id)
  if (text < 0) return undefined
  if (ref.kind === 'interaction_edge') {
    const edge = edges.id.indexOf(text)
    return edge < 0 ? undefined : { type: 'edge', edge }
  }
  for (let slice = slices.id.indexOf(text); slice >= 0; slice = slices.id.indexOf(text, slice + 1)) {
    if (objectKindOf(item(SLICE_KINDS, u8(slices.kind, slice))) === ref.kind) return { type: 'slice', slice, merged: 1 }
  }
  return undefined
}

function objectKindOf(kind: SliceKind): ObjectKind {
  switch (kind) {
    case 'turn':
      return 'codex_turn'
    case 'inference':
      return 'inference_call'
    case 'tool':
      return 'tool_call'
    case 'code_cell':
      return 'code_cell'
    case 'terminal':
      return 'terminal_operation'
    case 'compaction':
      return 'compaction'
    case 'compaction_request':
      return 'compaction_request'
  }
}
