/**
 * Saving a trace as one file: one at a time, its progress, and what became of it. What is saved is told by ticket; where to is
 * the shell's affair. Knows no components.
 */
import type { CallFailure } from '../../../shared/events.ts'
import type { SavedArchive, Ticketed } from '../../../shared/view-models/app.ts'
import { failureOf, type Client } from '../transport/client.ts'

/** `idle` → `saving` → `saved`, `failed`, or `idle` when nothing was chosen or it was cancelled. The last two stay until dismissed. */
export type SavingPhase =
  | { readonly name: 'idle' }
  | {
      readonly name: 'saving'
      readonly what: Ticketed
      readonly bytes: number
      readonly bytesTotal: number
      readonly filesTotal: number
    }
  | { readonly name: 'saved'; readonly archive: SavedArchive }
  | { readonly name: 'failed'; readonly what: Ticketed; readonly failure: CallFailure }

export interface Saving {
  readonly phase: SavingPhase
  /** Does nothing while something is being saved. */
  save(what: Ticketed): Promise<void>
  cancel(): void
  dismiss(): void
}

const IDLE: SavingPhase = { name: 'idle' }

/** `download` hands a file of our own origin to the browser. */
export function createSaving(client: Client, download: (path: string, name: string) => void): Saving {
  let phase = $state.raw<SavingPhase>(IDLE)
  let underWay = new AbortController()

  client.on('trace/saving', ({ ticket, bytes, bytesTotal, filesTotal }) => {
    if (phase.name === 'saving' && phase.what.ticket === ticket) phase = { ...phase, bytes, bytesTotal, filesTotal }
  })

  return {
    get phase() {
      return phase
    },
    async save(what) {
      if (phase.name === 'saving') return
      phase = { name: 'saving', what, bytes: 0, bytesTotal: 0, filesTotal: 0 }
      underWay = new AbortController()
      try {
        const archive = await client.call('trace/save', { ticket: what.ticket }, { signal: underWay.signal })
        phase = archive === null ? IDLE : { name: 'saved', archive }
        if (archive?.place.kind === 'download') download(archive.place.path, archive.name)
      } catch (problem) {
        const failure = failureOf(problem)
        phase = failure.code === 'cancelled' ? IDLE : { name: 'failed', what, failure }
      }
    },
    cancel() {
      underWay.abort()
    },
    dismiss() {
      if (phase.name !== 'saving') phase = IDLE
    },
  }
}
