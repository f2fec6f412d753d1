/** The views of the compare window, in the order of their tabs; the keys 1…9 follow it. */
import { viewIds, type ViewId } from '../views/view-ids.ts'

export const panelIds = ['conversation', 'lanes', 'context', 'differences', 'figures'] as const
export type PanelId = (typeof panelIds)[number]

export const panelTitles: Readonly<Record<PanelId, string>> = {
  conversation: 'Conversation',
  lanes: 'Lanes',
  context: 'Context',
  differences: 'Differences',
  figures: 'Figures',
}

/** Which of them shows what a view of one trace shows; the inspectors lead there, and to no other view. */
export const panelOfView: Readonly<Partial<Record<ViewId, PanelId>>> = {
  conversation: 'conversation',
  timeline: 'lanes',
  context: 'context',
  usage: 'figures',
}

export const offeredViews: readonly ViewId[] = viewIds.filter((id) => panelOfView[id] !== undefined)
