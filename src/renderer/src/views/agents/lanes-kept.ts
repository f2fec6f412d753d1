/** What is kept of a view over lanes: form, zoom, scroll, folds and filters. Zoom is kept in units of the axis it was meant for. */
import { EDGE_KINDS, SLICE_STATUSES } from '../../canvas/kinds.ts'
import { NO_FILTER } from '../../canvas/lane-filter.ts'
import { isRecord, keptChoice, keptNumber, keptTexts } from '../../state/kept.ts'
import type { LanesView } from './lanes-view.svelte.ts'
import type { LanesForm } from './props.ts'

const forms: readonly LanesForm[] = ['lanes', 'topology', 'table']
/** Folded lanes that are kept; of more, the others come back as they are at rest. */
const MOST_LANES = 100

export function rememberLanes(view: LanesView, form: LanesForm): unknown {
  const { viewport, scene, folds, filter, foldsIdle } = view
  const to = viewport.start + viewport.width * viewport.perPx
  // Everything stays everything, whatever the size of the window next time.
  const zoom = viewport.start <= 0 && to >= scene.axis.extent ? {} : { from: viewport.start, to }
  return {
    form,
    axis: scene.axis.kind,
    ...zoom,
    top: viewport.scrollTop,
    showsIdle: foldsIdle ? undefined : 'yes',
    collapsed: [...folds.collapsed].slice(0, MOST_LANES),
    expanded: [...folds.expanded].slice(0, MOST_LANES),
    hiddenEdges: [...filter.hiddenEdges],
    statuses: [...filter.statuses],
    tools: [...filter.tools].slice(0, MOST_LANES),
    agents: [...filter.agents].slice(0, MOST_LANES),
  }
}

/** To be called once the view has its size. Gives the form to show; what is missing or makes no sense is left as it is. */
export function recallLanes(view: LanesView, value: unknown): LanesForm | undefined {
  if (!isRecord(value)) return undefined
  for (const threadId of keptTexts(value, 'collapsed')) view.toggleCollapsed(threadId)
  for (const threadId of keptTexts(value, 'expanded')) view.toggleExpanded(threadId)
  const edges = new Set(keptTexts(value, 'hiddenEdges'))
  const statuses = new Set(keptTexts(value, 'statuses'))
  const filter = {
    hiddenEdges: new Set(EDGE_KINDS.filter((kind) => edges.has(kind))),
    statuses: new Set(SLICE_STATUSES.filter((status) => statuses.has(status))),
    tools: new Set(keptTexts(value, 'tools')),
    agents: new Set(keptTexts(value, 'agents')),
  }
  if (Object.values(filter).some(({ size }) => size > 0)) view.setFilter({ ...NO_FILTER, ...filter })
  if (keptChoice(value, 'showsIdle', ['yes']) === 'yes') view.setFoldsIdle(false)
  const [from, to] = [keptNumber(value, 'from'), keptNumber(value, 'to')]
  const sameAxis = keptChoice(value, 'axis', ['clock', 'sequence']) === view.scene.axis.kind
  if (from !== undefined && to !== undefined && from < to && sameAxis) view.show({ from, to })
  view.scrollTo(keptNumber(value, 'top') ?? 0)
  return keptChoice(value, 'form', forms)
}
