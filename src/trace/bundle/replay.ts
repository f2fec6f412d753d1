/**
 * Drives one reduction over a log: reads it by windows, loads the payloads each event needs, applies event after event.
 * Can go on when the log has grown. Keeps no payload bytes.
 */
import { compareBytes } from '../base/byte-order.ts'
import { as, type RawPayloadId } from '../base/ids.ts'
import { TraceError } from '../base/errors.ts'
import { checkDocument, decodeUtf8, JsonFault } from '../base/json/scan.ts'
import { isBlankLine, type LineHead, type LineReading } from '../format/line.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { Reduction } from '../model/reduction.ts'
import { unreadableCode, type Loaded } from '../reduce/context.ts'
import type { Mode } from '../reduce/findings.ts'
import { Reducer, type EndOfLog, type PayloadProblem, type Touch } from '../reduce/reducer.ts'
import { EventColumns } from './event-columns.ts'
import { LineSplitter, type LogLine } from './line-splitter.ts'
import type { ReplayOptions } from './opened-bundle.ts'
import { LOG_FILE, type ManifestReading } from './read-manifest.ts'
import { Scratch } from './scratch.ts'
import type { BundleSource } from './source.ts'
import { readWholeFile } from './whole-file.ts'

const WINDOW = 256 * 1024
/** Events between two notices of a new revision. */
const NOTICE = 64
/** What a payload is told for that comes late, and how many of them are looked at again. */
const MISSED: ReadonlySet<string> = new Set(['payload_unreadable', 'payload_malformed'])
const MOST_AWAITED = 20
const NOTHING: ReadonlyMap<string, Loaded> = new Map()

export class Replay {
  readonly mode: Mode
  /** Stays empty unless the bundle was opened with an index. */
  readonly events = new EventColumns()
  readonly #source: BundleSource
  readonly #reducer: Reducer
  readonly #splitter = new LineSplitter()
  /** Holds the payloads of one event at a time. */
  readonly #scratch = new Scratch()
  readonly #indexed: boolean
  readonly #touch: Touch
  #taken = 0
  /** Payloads that were looked at after the last event, by id; the path says which. */
  readonly #checked = new Map<string, { readonly path: string; readonly problem: PayloadProblem | undefined }>()
  /** Lines of the chunk that was read last. */
  #lines: Iterator<LogLine> = [][Symbol.iterator]()
  #chunkLength = 0
  /** What could not be taken yet, because `waitingFor` is not there. */
  #held: { readonly reading: LineReading; readonly line: LogLine } | undefined
  #waitingFor: string | undefined
  /** What the last replay to an end gave. */
  #last: Reduction | undefined
  /** Without the chunk whose lines are being taken. */
  #logRead = 0
  #payloadRead = 0
  #logSize = 0
  /** The line without a line end that was taken as an event. */
  #tookRest: Pick<LogLine, 'number' | 'length'> | undefined
  #enrich: boolean

  constructor(source: BundleSource, reading: ManifestReading, mode: Mode, indexed: boolean) {
    this.mode = mode
    this.#indexed = indexed
    this.#touch = indexed ? this.events.touch.bind(this.events) : () => undefined
    this.#enrich = mode === 'tolerant'
    this.#source = source
    this.#reducer = new Reducer(reading.manifest, mode, reading.fault, source.commonLength)
  }

  get waitingFor(): string | undefined {
    return this.#waitingFor
  }

  snapshot(): Reduction {
    return this.#reducer.result({ enrich: this.#enrich })
  }

  /**
   * Undefined if what was taken is no longer what a reader from the start would take: a last line without its end has gone on,
   * or a payload that was missed has come.
   */
  async toPresentEnd(options: ReplayOptions): Promise<Reduction | undefined> {
    this.#enrich = this.mode === 'tolerant' && options.enrich !== false
    const facts = await this.#source.stat(LOG_FILE)
    if (facts === undefined) throw new TraceError('log_missing', `${LOG_FILE} does not exist`, { file: LOG_FILE })
    this.#logSize = facts.size
    if (options.patient && (await this.#hasComeLate())) return undefined
    if (await this.#takeHeld(options)) {
      for (let line = await this.#nextLine(options); line !== undefined; line = await this.#nextLine(options)) {
        if (this.#tookRest?.number !== line.number) await this.#takeLine(line, options)
        else if (this.#tookRest.length !== line.length) return undefined
        if (this.#isWaiting()) break
      }
    }
    if (this.#isWaiting()) return this.snapshot()
    if (this.#restWentOn()) return undefined
    const cutOff = await this.#takeRest(options)
    if (this.#isWaiting()) return this.snapshot()
    const payloadProblems = this.#reducer.schema === 2 ? await this.#checkPayloads(options) : []
    this.#last = this.#reducer.result({ enrich: this.#enrich, end: { ...cutOff, payloadProblems } })
    return this.#last
  }

  /** Undefined at the present end. What an interruption left is given first. */
  async #nextLine(options: ReplayOptions): Promise<LogLine | undefined> {
    for (;;) {
      stopIfCancelled(options)
      const next = this.#lines.next()
      if (next.done !== true) return next.value
      this.#logRead += this.#chunkLength
      if (this.#chunkLength > 0) this.#tellProgress(options)
      const chunk = await this.#source.read(LOG_FILE, this.#logRead, WINDOW)
      this.#chunkLength = chunk.length
      if (chunk.length === 0) return undefined
      this.#lines = this.#splitter.push(chunk)
    }
  }

  /** False if it still has to wait. */
  async #takeHeld(options: ReplayOptions): Promise<boolean> {
    const held = this.#held
    if (held === undefined) return true
    this.#held = undefined
    await this.#takeReading(held.reading, held.line, options)
    return !this.#isWaiting()
  }

  #isWaiting(): boolean {
    return this.#held !== undefined
  }

  /** Whether a payload is whole now that an event needed and did not get. */
  async #hasComeLate(): Promise<boolean> {
    const { graph, diagnostics } = this.#last ?? { diagnostics: [] }
    const missed = diagnostics.filter(({ code, seq }) => seq !== null && MISSED.has(code)).slice(-MOST_AWAITED)
    for (const { object } of missed) {
      const path = graph?.raw_payloads.get(as<RawPayloadId>(object ?? ''))?.path
      this.#scratch.release()
      if (path !== undefined && isWhole(await this.#read(path))) return true
    }
    return false
  }

  async #takeLine(line: LogLine, options: ReplayOptions): Promise<void> {
    const reading = line.tooLong ? this.#reducer.refuseLine(line.number) : this.#reducer.read(line.bytes, line.number)
    if (reading !== undefined) await this.#takeReading(reading, line, options)
  }

  async #takeReading(reading: LineReading, line: LogLine, options: ReplayOptions): Promise<void> {
    const { head, event } = reading
    const loaded = event === undefined ? NOTHING : await this.#load(this.#reducer.needs(event), options)
    this.#waitingFor = options.patient ? [...loaded].find(([, payload]) => !isWhole(payload))?.[0] : undefined
    if (this.#waitingFor !== undefined) {
      this.#held = { reading, line }
      return
    }
    this.#taken += 1
    if (this.#indexed) this.#index(head, line)
    if (event === undefined) this.#reducer.keepEvidence(reading.unknown, this.#touch)
    else this.#reducer.apply(event, loaded, this.#touch)
    if (this.#taken % NOTICE === 0) options.onRevision?.()
  }

  #index(head: LineHead | undefined, line: LogLine): void {
    this.events.append({
      seq: head?.seq ?? NaN,
      line: line.number,
      offset: line.offset,
      length: line.length,
      time: head?.time ?? NaN,
      type: head?.type ?? '',
      thread_id: head?.threadId ?? null,
      codex_turn_id: head?.turnId ?? null,
    })
  }

  #restWentOn(): boolean {
    const { rest } = this.#splitter
    return rest !== undefined && rest.number === this.#tookRest?.number && rest.length !== this.#tookRest.length
  }

  /** The last line may lack its end. If it is no whole event yet, the rest of it may still come. */
  async #takeRest(options: ReplayOptions): Promise<Pick<EndOfLog, 'cutOff'>> {
    const line = this.#splitter.rest
    if (line === undefined || line.number === this.#tookRest?.number) return {}
    if (this.mode === 'tolerant' && !line.tooLong) {
      if (isBlankLine(line.bytes)) return {}
      const fault = faultOf(line.bytes)
      if (fault !== undefined) return { cutOff: { line: line.number, ...fault } }
    }
    await this.#takeLine(line, options)
    this.#tookRest = { number: line.number, length: line.length }
    return {}
  }

  async #load(refs: readonly PayloadRef[], options: ReplayOptions): Promise<Map<string, Loaded>> {
    const loaded = new Map<string, Loaded>()
    this.#scratch.release()
    for (const { path } of refs) {
      if (loaded.has(path)) continue
      const payload = await this.#read(path)
      loaded.set(path, payload)
      if ('bytes' in payload) this.#payloadRead += payload.bytes.length
    }
    if (refs.length > 0) this.#tellProgress(options)
    return loaded
  }

  async #read(path: string): Promise<Loaded> {
    try {
      return { bytes: await readWholeFile(this.#source, path, this.#scratch.take) }
    } catch (error) {
      if (error instanceof TraceError) return { error }
      throw error
    }
  }

  /** [S2] Looks at every payload nobody has read, in byte order. Strict stops at the first problem. */
  async #checkPayloads(options: ReplayOptions): Promise<PayloadProblem[]> {
    const unread = this.#reducer.unreadPayloads().sort((a, b) => compareBytes(a.raw_payload_id, b.raw_payload_id))
    const problems: PayloadProblem[] = []
    for (const ref of unread) {
      stopIfCancelled(options)
      const known = this.#checked.get(ref.raw_payload_id)
      const problem = known?.path === ref.path && known.problem === undefined ? undefined : await this.#check(ref)
      this.#checked.set(ref.raw_payload_id, { path: ref.path, problem })
      if (problem === undefined) continue
      problems.push(problem)
      if (this.mode === 'strict') break
    }
    return problems
  }

  async #check(ref: PayloadRef): Promise<PayloadProblem | undefined> {
    this.#scratch.release()
    const payload = await this.#read(ref.path)
    if ('error' in payload) {
      const code = unreadableCode(payload.error)
      const message = `read payload ${ref.raw_payload_id}`
      const fault = payload.error.message
      return { ref, code, message: code === 'payload_too_large' ? `${message}: ${fault}` : message, fault }
    }
    this.#payloadRead += payload.bytes.length
    try {
      checkDocument(payload.bytes, { as: 'syntax' })
      return undefined
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault
      const message = `invalid payload ${ref.raw_payload_id}`
      return { ref, code: 'payload_malformed', message, fault: fault.message }
    }
  }

  /** The share of the log that was read tells how much is left: payloads are read along with their events. */
  #tellProgress(options: ReplayOptions): void {
    const read = this.#logRead + this.#payloadRead
    const share = this.#logSize === 0 ? 1 : Math.min(1, this.#logRead / this.#logSize)
    const bytesTotal = Math.max(read, this.#logSize, share === 0 ? 0 : Math.round(read / share))
    options.onProgress?.({ bytesRead: read, bytesTotal, events: this.#taken })
  }
}

function stopIfCancelled(options: ReplayOptions): void {
  if (options.signal?.aborted) throw new TraceError('cancelled', 'reading was cancelled')
}

/** A payload that is still being written is there, but no document yet. */
function isWhole(payload: Loaded): boolean {
  return 'bytes' in payload && faultOf(payload.bytes) === undefined
}

function faultOf(bytes: Uint8Array): Omit<NonNullable<EndOfLog['cutOff']>, 'line'> | undefined {
  let code: 'line_not_utf8' | 'line_not_json' = 'line_not_utf8'
  try {
    decodeUtf8(bytes)
    code = 'line_not_json'
    checkDocument(bytes, { as: 'value' })
    return undefined
  } catch (fault) {
    if (fault instanceof JsonFault) return { code, fault: fault.message }
    throw fault
  }
}
