/** Lets the queries read payloads of a session's bundle. What cannot be read is missing to them; its own view says why. */
import { TraceError } from '../../trace/base/errors.ts'
import type { PayloadReader } from '../../trace/query/index.ts'
import type { TraceSession } from './trace-session.ts'

export function payloadReader(session: TraceSession): PayloadReader {
  const { index, source } = session
  return {
    async size(id) {
      const ref = index.graph.raw_payloads.get(id)
      const facts = ref === undefined ? undefined : await readable(session.stat(ref.path))
      return facts?.size
    },
    async read(id, offset, length) {
      const ref = index.graph.raw_payloads.get(id)
      const bytes = ref === undefined ? undefined : await readable(source.read(ref.path, offset, length))
      return bytes ?? new Uint8Array(0)
    },
  }
}

async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof TraceError) return undefined
    throw error
  }
}
