/** Names of all calls, as plain values: the preload and the renderer import these and nothing else of the contract. */

/** Answered by the shell itself (Electron main or the web server). */
export const shellCallNames = [
  'app/info',
  'app/choose',
  'app/save',
  'app/paste',
  'app/browse',
  'source/offer',
  'source/give',
  'source/bytes',
  'trace/open',
  'trace/close',
  'library/open',
  'library/choose',
  'recents/list',
  'recents/change',
  'recents/clear',
  'settings/get',
  'settings/change',
  'settings/keep-library',
  'settings/purge',
  'trace/save',
  'app/reveal',
  'app/crashes',
  'app/forget-crashes',
] as const

/** Passed to the trace host of the window. */
export const hostCallNames = [
  'trace/overview',
  'trace/lanes',
  'trace/object',
  'trace/events',
  'trace/event',
  'trace/event-row',
  'trace/diagnostics',
  'trace/conversation',
  'trace/conversation-place',
  'trace/image',
  'trace/context',
  'trace/find',
  'trace/terminals',
  'trace/terminal',
  'trace/code-cells',
  'trace/code-cell',
  'trace/compactions',
  'trace/compaction',
  'trace/usage',
  'trace/topology',
  'trace/edge',
  'trace/search',
  'trace/place',
  'payload/stat',
  'document/read',
  'document/index',
  'document/children',
  'document/path',
  'document/find',
  'compare/outline',
  'compare/conversation',
  'compare/counterpart',
  'compare/detail',
  'compare/context',
  'compare/lanes',
  'compare/report',
  'library/state',
  'library/rows',
] as const

export const callNames = [...shellCallNames, ...hostCallNames] as const

export type ShellCallName = (typeof shellCallNames)[number]
export type HostCallName = (typeof hostCallNames)[number]
export type CallName = (typeof callNames)[number]

/** What the main side tells the page unasked. */
export const eventNames = [
  'trace/progress',
  'trace/changed',
  'trace/live',
  'trace/file-changed',
  'trace/failed',
  'library/changed',
  'settings/changed',
  'trace/saving',
  'host/gone',
  'source/read',
  'app/open',
  'app/command',
] as const
export type EventName = (typeof eventNames)[number]

/**
 * Channels of Electron's IPC beside those of the calls, which are named like the call: cancelling a call, the paths of files
 * dropped on the page (only the preload sees them), and everything in `eventNames` on its way to the page.
 */
export const bridgeChannels = { cancel: 'bridge/cancel', files: 'bridge/files', event: 'bridge/event' } as const
