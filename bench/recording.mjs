/** Writes one bundle: payloads at once, the log in order of time when all of it is known, the manifest. Says nothing of what a run is. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** When every generated run began, Unix ms. */
export const STARTED_AT = 1_790_000_000_000
/** Records of a large payload that are written together. */
const RECORDS = 2000

/** @typedef {{ at: number, thread: string | null, turn: string | null, payload: Record<string, unknown> }} RecordedEvent */

/** @param {string} folder @param {string} rollout id of the trace, the rollout and the root thread */
export function createRecording(folder, rollout) {
  mkdirSync(join(folder, 'payloads'), { recursive: true })
  /** @type {RecordedEvent[]} */
  const events = []
  let payloads = 0

  /** For a payload that is written by somebody else. @param {string} kind */
  const payloadRef = (kind) => {
    payloads += 1
    return {
      raw_payload_id: `raw_payload:${String(payloads)}`,
      kind: { type: kind },
      path: `payloads/${String(payloads)}.json`,
    }
  }

  return {
    events,
    payloadRef,
    /** @param {string} kind @param {unknown} value */
    payload: (kind, value) => {
      const ref = payloadRef(kind)
      writeFileSync(join(folder, ref.path), JSON.stringify(value))
      return ref
    },
    /**
     * @param {number} at ms since the start, in any order
     * @param {Record<string, unknown>} payload
     * @param {string | null} [thread]
     * @param {string | null} [turn]
     */
    event: (at, payload, thread = null, turn = null) => {
      events.push({ at: Math.round(at), thread, turn, payload })
    },
    /**
     * A payload of so many bytes, in pieces: no string holds all of it.
     * @param {string} path @param {number} bytes @param {boolean} oneLine @param {Iterator<unknown>} records without end
     */
    writeRecords: (path, bytes, oneLine, records) => {
      const file = openSync(join(folder, path), 'w')
      let written = writeSync(file, '{"type":"direct_response","response_item":{"rows":[')
      const separator = oneLine ? ',' : ',\n'
      for (let first = true; written < bytes; first = false) {
        const some = Array.from({ length: RECORDS }, () => JSON.stringify(records.next().value))
        written += writeSync(file, (first ? '' : separator) + some.join(separator))
      }
      writeSync(file, ']},"last":"the end of the large payload"}')
      closeSync(file)
    },
    write: () => {
      const manifest = {
        schema_version: 2,
        trace_id: rollout,
        rollout_id: rollout,
        root_thread_id: rollout,
        started_at_unix_ms: STARTED_AT,
        raw_event_log: 'trace.jsonl',
        payloads_dir: 'payloads',
      }
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
      const log = openSync(join(folder, 'trace.jsonl'), 'w')
      // Sorting is stable: what happens at the same time keeps its order.
      events
        .toSorted((a, b) => a.at - b.at)
        .forEach(({ at, thread, turn, payload }, index) => {
          const line = {
            schema_version: 2,
            seq: index + 1,
            wall_time_unix_ms: STARTED_AT + at,
            rollout_id: rollout,
            thread_id: thread,
            codex_turn_id: turn,
            payload,
          }
          writeSync(log, `${JSON.stringify(line)}\n`)
        })
      closeSync(log)
      return { events: events.length, payloads }
    },
  }
}
