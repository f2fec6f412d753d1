/**
 * Applies raw events one by one to a growing state and gives the graph at any time. Does no I/O: whoever drives it reads
 * the lines, loads the payloads that `needs` names, and checks unread ones at the end. Rule: docs/format/reduction.md §1.
 */
import { commonLength, type CommonLength } from '../base/bytes.ts'
import {
  as,
  type RawPayloadId,
  type RolloutId,
  type Seq,
  type ThreadId,
  type TraceId,
  type UnixMs,
} from '../base/ids.ts'
import { isPayloadRef, payloadRefsOf, type EventPlace, type RawEvent } from '../format/events/index.ts'
import { readLine, readLineTolerantly, type LineFault, type LineHead, type LineReading } from '../format/line.ts'
import { payloadRef, type PayloadRef } from '../format/payload-ref.ts'
import { rulesFor, type KnownSchema } from '../format/version.ts'
import { emptyDerived, type Reduction } from '../model/reduction.ts'
import type { Code } from './codes.ts'
import { LOG_FILE, makeContext, type Context, type Loaded } from './context.ts'
import { enrich } from './enrich.ts'
import { Findings, type Mode, type Spot } from './findings.ts'
import { handle, payloadsNeeded } from './index.ts'
import { marksOf } from './marks.ts'
import { publish } from './publish.ts'
import { settledEdges } from './settle.ts'
import { newState, type State } from './state.ts'
import type { ObjectKind } from '../model/object-ref.ts'

/** What the manifest tells the reducer. */
export interface RolloutFacts {
  readonly schema_version: number
  readonly trace_id: TraceId
  readonly rollout_id: RolloutId
  readonly root_thread_id: ThreadId
  readonly started_at_unix_ms: UnixMs
}

/** A problem found by looking at all payloads at the end. */
export interface PayloadProblem {
  readonly ref: PayloadRef
  readonly code: 'payload_unreadable' | 'payload_too_large' | 'payload_outside_bundle' | 'payload_malformed'
  readonly message: string
  readonly fault: string
}

/** What is true only of a log that ends here. */
export interface EndOfLog {
  /** The last line if it is not complete. `code`: what the reference finds in it. */
  readonly cutOff?: {
    readonly line: number
    readonly code: 'line_not_utf8' | 'line_not_json'
    readonly fault: string
  }
  /** [S2] In byte order of the payload ids. */
  readonly payloadProblems: readonly PayloadProblem[]
}

export type Touch = (kind: ObjectKind, id: string) => void

export class Reducer {
  readonly schema: KnownSchema
  readonly #manifest: RolloutFacts
  readonly #state: State
  readonly #findings: Findings
  readonly #commonLength: CommonLength
  /** Path under which each payload was last judged while events were applied. */
  readonly #judged = new Map<RawPayloadId, string>()
  #expectedSeq = 1
  #lastTime: UnixMs

  /** `manifestFault`: why the reference would not take the manifest. `compare`: the platform's way to do so. */
  constructor(
    manifest: RolloutFacts,
    mode: Mode,
    manifestFault: string | undefined,
    compare: CommonLength = commonLength,
  ) {
    this.#commonLength = compare
    this.schema = rulesFor(manifest.schema_version)
    this.#manifest = manifest
    this.#state = newState(manifest)
    this.#findings = new Findings(mode)
    this.#lastTime = manifest.started_at_unix_ms
    const spot: Spot = { file: 'manifest.json', line: null, seq: null }
    if (manifestFault !== undefined) {
      this.#findings.judge('manifest_malformed', 'read manifest.json', spot, null)
      this.#findings.diagnose('manifest_malformed', manifestFault, spot, null)
    }
    if (manifest.schema_version > 2) {
      const found = `trace schema ${String(manifest.schema_version)} cannot establish accepted history`
      this.#refuse('schema_unsupported', found, spot)
    }
  }

  /** Reads a line and judges its form. Undefined for a line of whitespace. Throws Refusal in strict mode. */
  read(bytes: Uint8Array, line: number): LineReading | undefined {
    const reading = this.#readLine(bytes, line)
    if (reading === undefined) return undefined
    const spot: Spot = { file: LOG_FILE, line, seq: (reading.fault ?? reading.head)?.seq ?? null }
    if (reading.fault !== undefined) this.#tellFault(reading, spot)
    if (this.schema === 2) this.#checkOrder(reading.head, spot)
    if (reading.head !== undefined) this.#lastTime = reading.head.time
    return reading
  }

  #readLine(bytes: Uint8Array, line: number): LineReading | undefined {
    if (this.#findings.strict) return readLine(bytes, line, this.schema)
    return readLineTolerantly(bytes, line, this.schema, {
      schema_version: this.#manifest.schema_version,
      seq: this.#expectedSeq,
      wall_time_unix_ms: this.#lastTime,
      rollout_id: this.#manifest.rollout_id,
    })
  }

  /** A line too long to be read. Throws Refusal in strict mode. */
  refuseLine(line: number): LineReading {
    const spot: Spot = { file: LOG_FILE, line, seq: null }
    this.#refuse('line_too_long', `line ${String(line)} is too long`, spot)
    this.#expectedSeq += 1
    return { head: undefined, event: undefined, fault: undefined, replacements: [], unknown: undefined }
  }

  #tellFault(reading: LineReading, spot: Spot): void {
    if (reading.fault === undefined) return
    const { code, fault } = reading.fault
    this.#findings.judge(code, lineMessage(code, spot.line), spot, null)
    if (code === 'event_type_unknown' && reading.event !== undefined) {
      this.#findings.diagnose('event_of_newer_schema', fault, spot, null)
    } else if (reading.event === undefined) this.#findings.diagnose(code, fault, spot, null)
    for (const { field, fault: found } of reading.replacements) {
      this.#findings.diagnose('event_field_replaced', `${field}: ${found}`, spot, null)
    }
  }

  /** [S2] In the order of the reference. A line that could not be read counts for the number it should have had. */
  #checkOrder(head: LineHead | undefined, spot: Spot): void {
    const expected = this.#expectedSeq
    this.#expectedSeq = (head?.seq ?? expected) + 1
    if (head === undefined) return
    if (this.#state.recordingComplete) {
      this.#refuse('event_after_completion', 'trace event after recording completed', spot)
    }
    if (head.schemaVersion !== 2 && head.schemaVersion !== this.#manifest.schema_version) {
      const message = `unsupported trace event schema ${String(head.schemaVersion)} at line ${String(spot.line)}`
      this.#refuse('event_schema_unsupported', message, spot)
    }
    if (head.seq !== expected) {
      this.#refuse('event_out_of_order', `missing or reordered trace event ${String(expected)}`, spot)
    }
    if (head.rolloutId !== this.#manifest.rollout_id) {
      this.#refuse('event_of_another_rollout', 'trace event belongs to another rollout', spot)
    }
  }

  #refuse(code: Code, message: string, spot: Spot): void {
    this.#findings.judge(code, message, spot, null)
    this.#findings.diagnose(code, message, spot, null)
  }

  /** The payloads to load before the event is applied. */
  needs(event: RawEvent): readonly PayloadRef[] {
    return event.type === 'protocol_event_observed' ? [] : payloadsNeeded(this.#state, event, this.schema)
  }

  /** Registers the event's payloads and lets its handler change the state. Throws Refusal in strict mode. */
  apply(event: RawEvent, loaded: ReadonlyMap<string, Loaded>, touch: Touch): void {
    for (const ref of payloadRefsOf(event)) this.#register(ref, touch)
    if (event.type === 'protocol_event_observed') return
    handle(this.#state, event, this.#contextAt(event, loaded, touch))
  }

  /** Payloads that an event unknown to us refers to. */
  keepEvidence(payload: unknown, touch: Touch): void {
    if (typeof payload !== 'object' || payload === null) return
    for (const value of Object.values(payload)) {
      const ref = isPayloadRef(value) ? payloadRef.safeParse(value) : undefined
      if (ref?.success) this.#register(ref.data, touch)
    }
  }

  #register({ raw_payload_id: id, kind, path }: PayloadRef, touch: Touch): void {
    this.#state.payloads.set(id, { raw_payload_id: id, kind: { type: kind.type }, path })
    touch('raw_payload', id)
  }

  #contextAt(place: EventPlace, loaded: ReadonlyMap<string, Loaded>, touch: Touch): Context {
    return makeContext({
      schema: this.schema,
      findings: this.#findings,
      place,
      loaded,
      commonLength: this.#commonLength,
      touch,
      judged: (ref) => this.#judged.set(ref.raw_payload_id, ref.path),
    })
  }

  /** Registered payloads that no event has needed yet. */
  unreadPayloads(): PayloadRef[] {
    return [...this.#state.payloads.values()].filter((ref) => this.#judged.get(ref.raw_payload_id) !== ref.path)
  }

  /** The graph so far. `end`: the log ends here, so what waits is settled as the reference does at the end. */
  result(options: { readonly enrich: boolean; readonly end?: EndOfLog }): Reduction {
    const findings = this.#findings.copy()
    const { cutOff, payloadProblems = [] } = options.end ?? {}
    if (cutOff !== undefined) {
      const spot: Spot = { file: LOG_FILE, line: cutOff.line, seq: null }
      findings.judge(cutOff.code, lineMessage(cutOff.code, cutOff.line), spot, null)
      findings.diagnose('line_cut_off', cutOff.fault, spot, null)
    }
    for (const { ref, code, message, fault } of payloadProblems) {
      const spot: Spot = { file: ref.path, line: null, seq: null }
      findings.judge(code, message, spot, ref.raw_payload_id)
      findings.diagnose(code, fault, spot, ref.raw_payload_id)
    }
    const edges = settledEdges(this.#state, this.#contextAtEnd(findings))
    for (const cell of this.#state.queuedCells.values()) {
      const spot: Spot = { file: LOG_FILE, line: null, seq: cell.seq }
      findings.diagnose('cell_without_source', `code cell ${cell.code_cell_id}`, spot, cell.code_cell_id)
    }
    const graph = publish(this.#state, this.schema, edges)
    const diagnostics = findings.list()
    return {
      graph,
      version: 1,
      verdict: findings.verdict,
      diagnostics,
      derived: options.enrich ? enrich(this.#state, graph) : emptyDerived(),
      marks: marksOf(diagnostics),
    }
  }

  #contextAtEnd(findings: Findings): Context {
    const place = { line: 0, seq: as<Seq>(0), time: this.#lastTime, thread_id: null, codex_turn_id: null }
    const spot: Spot = { file: null, line: null, seq: null }
    const nothing = new Map<string, Loaded>()
    const context = makeContext({
      schema: this.schema,
      findings,
      place,
      loaded: nothing,
      commonLength: this.#commonLength,
      touch() {},
      judged() {},
    })
    return {
      ...context,
      refuse(code, message, object = null) {
        findings.judge(code, message, spot, object)
        findings.diagnose(code, message, spot, object)
      },
    }
  }
}

function lineMessage(code: LineFault['code'], line: number | null): string {
  return `${code === 'line_not_utf8' ? 'read' : 'parse'} trace event line ${String(line)}`
}
