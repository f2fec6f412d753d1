/** Lets the queries read payloads of a session's bundle. What cannot be read has no size; the query says so in its answer. */
import { TraceError } from '../../trace/base/errors.ts'
import type { PayloadReader } from '../../trace/query/index.ts'
import type { TraceSession } from './trace-session.ts'

export function payloadReader({ index, source }: TraceSession): PayloadReader {
  return {
    async size(id) {
      const ref = index.graph.raw_payloads.get(id)
      try {
        return ref === undefined ? undefined : (await source.stat(ref.path))?.size
      } catch (error) {
        if (error instanceof TraceError) return undefined
        throw error
      }
    },
    read(id, offset, length) {
      const ref = index.graph.raw_payloads.get(id)
      return ref === undefined ? Promise.resolve(new Uint8Array(0)) : source.read(ref.path, offset, length)
    },
  }
}
