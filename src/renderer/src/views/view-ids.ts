/** The views of the trace window, in the order of their tabs; the keys 1…9 follow it. */
export const viewIds = [
  'agents',
  'timeline',
  'conversation',
  'context',
  'terminals',
  'code-cells',
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
  events: 'Events',
  usage: 'Usage',
  diagnostics: 'Diagnostics',
}
