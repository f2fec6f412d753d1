/** The views of the trace window, in the order of their tabs; the keys 1…9 and then 0 follow it. */
export const viewIds = [
  'agents',
  'timeline',
  'conversation',
  'context',
  'terminals',
  'code-cells',
  'compactions',
  'events',
  'usage',
  'diagnostics',
] as const
export type ViewId = (typeof viewIds)[number]

export const viewTitles: Readonly<Record<ViewId, string>> = {
  agents: 'Agents',
  timeline: 'Timeline',
  conversation: 'Conversation',
  context: 'Context',
  terminals: 'Terminals',
  'code-cells': 'Code cells',
  compactions: 'Compactions',
  events: 'Events',
  usage: 'Usage',
  diagnostics: 'Diagnostics',
}

/** The key that shows the view at a position. */
export function viewKey(at: number): string | undefined {
  return at < 10 ? String((at + 1) % 10) : undefined
}
