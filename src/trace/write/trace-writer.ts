/**
 * Records a bundle as Codex does (docs/format/bundle.md): the manifest first, every payload before the event that names it,
 * events numbered without gaps, each one appended as a whole line. What it writes, the reference reducer can read; whether the
 * events make sense together is the recorder's affair. Has no clock: times are given. Never reads.
 */
import { TraceError } from '../base/errors.ts'
import { as, type RawPayloadId, type RolloutId, type Seq, type ThreadId, type TraceId } from '../base/ids.ts'
import type { CodexTurnId, UnixMs } from '../base/ids.ts'
import type { RawPayloadKind } from '../base/payload-kinds.ts'
import { payloadRefsOf, type RawEventBody } from '../format/events/index.ts'
import type { RawPayloadRef } from '../format/payload-ref.ts'
import { eventSchemas, knowsEvent, type KnownSchema } from '../format/version.ts'
import { jsonText } from './json-text.ts'
import type { BundleSink } from './sink.ts'

export interface Recording {
  readonly schemaVersion: KnownSchema
  readonly traceId: TraceId
  readonly rolloutId: RolloutId
  readonly rootThreadId: ThreadId
  readonly startedAt: UnixMs
}

/** When an event happened and what it is about. Which events need a thread and a turn: docs/format/raw-events.md. */
export interface EventContext {
  readonly at: UnixMs
  readonly thread?: ThreadId
  readonly turn?: CodexTurnId
}

const LOG = 'trace.jsonl'
const encoder = new TextEncoder()

/**
 * Calls may overlap; they take effect in the order they were made. One that rejects has left no trace in the log, and the next
 * goes on from there.
 */
export class TraceWriter {
  readonly #sink: BundleSink
  readonly #recording: Recording
  readonly #payloads = new Set<string>()
  #lastSeq = 0
  #lastPayload = 0
  #ended = false
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(sink: BundleSink, recording: Recording) {
    this.#sink = sink
    this.#recording = recording
  }

  /** Writes the manifest. Throws TraceError `write_failed`. */
  static async create(sink: BundleSink, recording: Recording): Promise<TraceWriter> {
    const manifest = {
      schema_version: recording.schemaVersion,
      trace_id: recording.traceId,
      rollout_id: recording.rolloutId,
      root_thread_id: recording.rootThreadId,
      started_at_unix_ms: recording.startedAt,
      raw_event_log: LOG,
      payloads_dir: 'payloads',
    }
    await sink.create('manifest.json', encoder.encode(jsonText(manifest, 'pretty')))
    await sink.append(LOG, new Uint8Array(0))
    return new TraceWriter(sink, recording)
  }

  /**
   * Writes a payload file and gives the reference that events name it by. Throws TraceError `write_failed`, also for what is
   * not JSON; the recorder then leaves the reference out.
   */
  payload(kind: RawPayloadKind, document: unknown): Promise<RawPayloadRef> {
    return this.#inTurn(async () => {
      const number = this.#lastPayload + 1
      const path = `payloads/${String(number)}.json`
      const bytes = encoder.encode(jsonText(document, 'pretty'))
      this.#lastPayload = number // a number is never used again, even if the file could not be written
      await this.#sink.create(path, bytes)
      const id = as<RawPayloadId>(`raw_payload:${String(number)}`)
      this.#payloads.add(id)
      return { raw_payload_id: id, kind: { type: kind }, path }
    })
  }

  /**
   * Appends an event, given as it stands on disk (`type` and its fields), and gives its seq. Throws TraceError `write_failed`:
   * fields that the schema does not allow, a reference to a payload that was not written, an event after the end.
   */
  event(event: RawEventBody, { at, thread, turn }: EventContext): Promise<Seq> {
    return this.#inTurn(async () => {
      this.#check(event)
      const seq = as<Seq>(this.#lastSeq + 1)
      const envelope = {
        schema_version: this.#recording.schemaVersion,
        seq,
        wall_time_unix_ms: at,
        rollout_id: this.#recording.rolloutId,
        thread_id: thread ?? null,
        codex_turn_id: turn ?? null,
        payload: event,
      }
      await this.#sink.append(LOG, encoder.encode(`${jsonText(envelope, 'line')}\n`))
      this.#lastSeq = seq
      if (event.type === 'recording_completed') this.#ended = true
      return seq
    })
  }

  /** Waits for what is under way, marks the recording as complete where the schema can say so, and closes the sink. */
  async close(at: UnixMs): Promise<void> {
    if (this.#recording.schemaVersion === 2 && !this.#ended) await this.event({ type: 'recording_completed' }, { at })
    await this.#inTurn(() => {
      this.#ended = true
      return this.#sink.close()
    })
  }

  #check(event: RawEventBody): void {
    if (this.#ended) throw new TraceError('write_failed', `${event.type} comes after the end of the recording`)
    const version = this.#recording.schemaVersion
    if (!knowsEvent(version, event.type)) {
      throw new TraceError('write_failed', `schema ${String(version)} has no event ${event.type}`)
    }
    if (event.type === 'other')
      throw new TraceError('write_failed', 'the event "other" is reserved: no reader takes it')
    const { error } = eventSchemas(version)[event.type].safeParse(event)
    const [issue] = error?.issues ?? []
    if (issue !== undefined) {
      throw new TraceError('write_failed', `${event.type} cannot be written: ${issue.path.join('.')}: ${issue.message}`)
    }
    const dangling = payloadRefsOf({ type: event.type, payload: event }).find(
      (ref) => !this.#payloads.has(ref.raw_payload_id),
    )
    if (dangling !== undefined) {
      throw new TraceError('write_failed', `${event.type} names ${dangling.raw_payload_id}, which was not written`)
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined) // told to the caller; those who come next have their turn
    return result
  }
}
