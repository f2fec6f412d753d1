/** The Diagnostics view: everything doubtful, in the order of its discovery, with the object it concerns. */
import type { DiagnosticsPage } from '../../shared/view-models/events.ts'
import { refOfId } from './refs.ts'
import type { TraceIndex } from './trace-index.ts'

export function diagnosticsPage({ reduction, revision }: TraceIndex): DiagnosticsPage {
  return {
    revision,
    verdict: reduction.verdict,
    diagnostics: reduction.diagnostics.map((diagnostic) => ({
      diagnostic,
      ref: (diagnostic.object === null ? undefined : refOfId(reduction, diagnostic.object)) ?? null,
    })),
  }
}
