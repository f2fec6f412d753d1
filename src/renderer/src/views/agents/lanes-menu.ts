/** What can be done with a target: the entries of its context menu. */
import type { ObjectRef } from '../../../../trace/model/object-ref.ts'
import type { LaneEdgeKind } from '../../../../shared/view-models/lanes.ts'
import { i32, item, textAt, u32, u8 } from '../../canvas/columns.ts'
import { EDGE_KINDS, SLICE_KINDS, SLICE_STATUSES } from '../../canvas/kinds.ts'
import { NO_FILTER, toolName } from '../../canvas/lane-filter.ts'
import { refOf } from '../../canvas/refs.ts'
import type { Target } from '../../canvas/scene.ts'
import { edgeWord } from '../../canvas/words.ts'
import { visibleText } from '../../format/visible-text.ts'
import type { LanesView } from './lanes-view.svelte.ts'
import type { ShowIn } from './props.ts'

export interface MenuEntry {
  readonly label: string
  readonly keys?: string
  readonly run: () => void
}

export interface MenuVerbs {
  /** Shows the evidence of the selection. */
  readonly open: () => void
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void
  /** Brings another view to the front; undefined where there is none. */
  readonly show: ShowIn | undefined
}

/** Groups, top to bottom. */
export function menuOf(
  view: LanesView,
  target: Target | undefined,
  verbs: MenuVerbs,
): readonly (readonly MenuEntry[])[] {
  const groups = target === undefined ? [] : entriesOf(view, target, verbs)
  const filtered = view.filter !== NO_FILTER
  const all: MenuEntry[] = [{ label: 'Show all', keys: 'Shift+F', run: () => view.fit(undefined) }]
  if (filtered) all.push({ label: 'Clear all filters', run: () => view.setFilter(NO_FILTER) })
  return [...groups, all].filter((group) => group.length > 0)
}

function entriesOf(
  view: LanesView,
  target: Target,
  { open, copy, show }: MenuVerbs,
): readonly (readonly MenuEntry[])[] {
  const { lanes } = view.scene
  const fit: MenuEntry = { label: 'Zoom to it', keys: 'F', run: () => view.fit(target) }
  const asRange: MenuEntry = { label: 'Select its time as the range', keys: 'Shift+M', run: () => view.mark('range') }
  const ref = refOf(lanes, target)
  const evidence: readonly MenuEntry[] =
    ref === undefined ? [] : [{ label: 'Open the evidence', keys: 'Enter', run: open }]
  const copyId: readonly MenuEntry[] = ref === undefined ? [] : [{ label: 'Copy id', run: () => copy(ref.id) }]
  switch (target.type) {
    case 'slice':
      return [
        [...evidence, fit, asRange],
        showing(ref, show),
        filtersOf(view, target.slice, show),
        [
          ...copyId,
          { label: 'Copy label', run: () => copy(textAt(lanes.strings, u32(lanes.slices.label, target.slice))) },
        ],
      ]
    case 'edge':
      return [
        [...evidence, fit, ...endsOf(view, target.edge)],
        [hideKind(view, item(EDGE_KINDS, u8(lanes.edges.kind, target.edge)))],
        [
          ...copyId,
          { label: 'Copy text', run: () => copy(textAt(lanes.strings, u32(lanes.edges.label, target.edge))) },
        ],
      ]
    case 'lane': {
      const { threadId, path } = item(lanes.lanes, target.lane)
      return [
        [...evidence, fit, asRange],
        showing(ref, show),
        filterToAgent(view, threadId, show),
        [
          { label: 'Collapse or expand the agents below', run: () => view.toggleCollapsed(threadId) },
          { label: 'All rows or three', run: () => view.toggleExpanded(threadId) },
        ],
        [...copyId, { label: 'Copy path', run: () => copy(path) }],
      ]
    }
    case 'bundle':
      return [[fit]]
    case 'gap':
      return [[{ label: 'Unfold idle time', run: () => view.setFoldsIdle(false) }]]
  }
}

function filtersOf(view: LanesView, slice: number, show: ShowIn | undefined): readonly MenuEntry[] {
  const { lanes } = view.scene
  const status = item(SLICE_STATUSES, u8(lanes.slices.status, slice))
  const byStatus: MenuEntry = {
    label: `Filter to ${status}`,
    run: () => view.setFilter({ ...view.filter, statuses: new Set([status]) }),
  }
  const byAgent = filterToAgent(view, item(lanes.lanes, u32(lanes.slices.lane, slice)).threadId, show)
  if (item(SLICE_KINDS, u8(lanes.slices.kind, slice)) !== 'tool') return [byStatus, ...byAgent]
  const tool = toolName(lanes, slice)
  const label = `Filter to ${visibleText(tool)}`
  return [{ label, run: () => view.setFilter({ ...view.filter, tools: new Set([tool]) }) }, byStatus, ...byAgent]
}

/** Not where two traces are compared: an agent of one is none of the other. */
function filterToAgent(view: LanesView, threadId: string, show: ShowIn | undefined): readonly MenuEntry[] {
  const run = (): void => view.setFilter({ ...view.filter, agents: new Set([threadId]) })
  return show === undefined ? [] : [{ label: 'Filter to this agent', run }]
}

/** Where else an agent or a slice can be read. */
function showing(ref: ObjectRef | undefined, show: ShowIn | undefined): readonly MenuEntry[] {
  if (ref === undefined || show === undefined) return []
  const conversation: MenuEntry = { label: 'Show in Conversation', run: () => show('conversation', ref) }
  return ref.kind === 'inference_call'
    ? [{ label: 'Show what it was sent', run: () => show('context', ref) }, conversation]
    : [conversation]
}

function endsOf(view: LanesView, edge: number): readonly MenuEntry[] {
  const { edges } = view.scene.lanes
  const go = (label: string, slice: number): readonly MenuEntry[] =>
    slice < 0 ? [] : [{ label, run: () => view.select({ type: 'slice', slice, merged: 1 }) }]
  return [
    ...go('Go to the sending call', i32(edges.fromSlice, edge)),
    ...go('Go to the inference that saw it', i32(edges.toSlice, edge)),
  ]
}

function hideKind(view: LanesView, kind: LaneEdgeKind): MenuEntry {
  return {
    label: `Hide ${edgeWord(kind)} edges`,
    run: () => view.setFilter({ ...view.filter, hiddenEdges: new Set([...view.filter.hiddenEdges, kind]) }),
  }
}
