/** Module hooks, in Node's loader thread: `electron` is the stand-in, for whoever imports it. */
import type { InitializeHook, ResolveHook } from 'node:module'

let electron = ''

export const initialize: InitializeHook<{ readonly electron: string }> = (data) => {
  electron = data.electron
}

export const resolve: ResolveHook = (specifier, context, next) =>
  specifier === 'electron' || specifier === 'electron/main'
    ? { url: electron, shortCircuit: true }
    : next(specifier, context)
