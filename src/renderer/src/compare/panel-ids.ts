/** The views of the compare window, in the order of their tabs; the keys 1…9 follow it. */
export const panelIds = ['conversation', 'lanes', 'context', 'differences', 'figures'] as const
export type PanelId = (typeof panelIds)[number]

export const panelTitles: Readonly<Record<PanelId, string>> = {
  conversation: 'Conversation',
  lanes: 'Lanes',
  context: 'Context',
  differences: 'Differences',
  figures: 'Figures',
}

/** Which of them shows what a view of one trace shows; the inspectors lead there. */
export const panelOfView: Readonly<Record<string, PanelId>> = {
  conversation: 'conversation',
  timeline: 'lanes',
  context: 'context',
  usage: 'figures',
}
