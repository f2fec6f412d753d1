/** Opens and reduces what a word of the command line names, with progress and interruption. */
import { openBundle } from '../trace/bundle/open-bundle.ts'
import { openState } from '../trace/bundle/open-state.ts'
import type { OpenedBundle } from '../trace/bundle/opened-bundle.ts'
import type { Reduction } from '../trace/model/reduction.ts'
import type { OpenedPath } from '../trace/node/open-path.ts'
import { bytesText, progressOn } from './progress.ts'
import type { Terminal } from './terminal.ts'

export interface Replayed {
  readonly reduction: Reduction
  /** Undefined for a lone graph. */
  readonly bundle: OpenedBundle | undefined
}

export interface ReplayChoice {
  readonly mode: 'strict' | 'tolerant'
  readonly enrich: boolean
  /** Whether the command looks up events. */
  readonly indexed: boolean
}

/** Throws TraceError: what cannot be opened, `refused` in strict mode, `cancelled` when interrupted. */
export async function replayAt(
  opened: OpenedPath,
  { indexed, ...choice }: ReplayChoice,
  terminal: Terminal,
): Promise<Replayed> {
  if (opened.kind === 'state') return { reduction: await openState(opened.source), bundle: undefined }
  const bundle = await openBundle(opened.source, { indexed })
  const progress = progressOn(terminal)
  try {
    const reduction = await bundle.replay({
      ...choice,
      signal: terminal.signal,
      onProgress({ bytesRead, bytesTotal, events }) {
        progress.show(
          () => `${bytesText(bytesRead)} of ${bytesText(bytesTotal)}, ${events.toLocaleString('en')} events`,
        )
      },
    })
    return { reduction, bundle }
  } finally {
    await progress.clear()
  }
}
