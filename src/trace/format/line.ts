/**
 * One line of `trace.jsonl`: envelope, event, and how far the line could be read. Judges as the reference's parser does;
 * `readLineTolerantly` goes on where that stops. Knows one line only: order and meaning are the reducer's.
 */
import { openDocument } from '../base/json/document.ts'
import { losesText, readExact, toPlain } from '../base/json/exact.ts'
import { decodeUtf8, JsonFault, MAX_DEPTH } from '../base/json/scan.ts'
import type { CodexTurnId, Seq, ThreadId, UnixMs } from '../base/ids.ts'
import { faultOf } from './bodies/read.ts'
import { envelope, type Envelope } from './envelope.ts'
import { isRawEventType, type PayloadOf, type RawEvent, type RawEventType } from './events/index.ts'
import { knownMembers } from './known-members.ts'
import { readQuickly } from './quick-check.ts'
import { envelopeFallback, eventFallback, repair, type EnvelopeDefaults, type Replacement } from './repair.ts'
import { repeatedField } from './repeated-field.ts'
import { eventSchemas, knowsEvent, type KnownSchema } from './version.ts'

/** What the reference would say to the line, if it does not take it. */
export interface LineFault {
  readonly code: 'line_not_utf8' | 'line_not_json' | 'event_malformed' | 'event_type_unknown'
  readonly fault: string
  /** Null if the line does not tell. */
  readonly seq: Seq | null
}

export interface LineHead {
  readonly schemaVersion: number
  readonly seq: Seq
  readonly time: UnixMs
  readonly rolloutId: string
  readonly type: string
  readonly threadId: ThreadId | null
  readonly turnId: CodexTurnId | null
}

export interface LineReading {
  /** Undefined if there is no readable envelope. */
  readonly head: LineHead | undefined
  /** Undefined if the line is not an event that we know. */
  readonly event: RawEvent | undefined
  /** Undefined if the reference takes the line. */
  readonly fault: LineFault | undefined
  /** What was put in place of broken fields; empty in strict reading. */
  readonly replacements: readonly Replacement[]
  /** The payload of an event unknown to us. */
  readonly unknown: unknown
}

const NOTHING = { head: undefined, event: undefined, fault: undefined, replacements: [], unknown: undefined }

/** Undefined for a line of whitespace. */
export function readLine(bytes: Uint8Array, line: number, version: KnownSchema): LineReading | undefined {
  return read(bytes, line, version, undefined)
}

export function readLineTolerantly(
  bytes: Uint8Array,
  line: number,
  version: KnownSchema,
  defaults: EnvelopeDefaults,
): LineReading | undefined {
  return read(bytes, line, version, defaults)
}

function read(
  bytes: Uint8Array,
  line: number,
  version: KnownSchema,
  defaults: EnvelopeDefaults | undefined,
): LineReading | undefined {
  let text: string
  try {
    text = decodeUtf8(bytes)
  } catch (fault) {
    return { ...NOTHING, fault: { code: 'line_not_utf8', fault: messageOf(fault), seq: null } }
  }
  if (BLANK.test(text)) return undefined
  let parsed: ParsedLine
  try {
    parsed = parseLine(text, bytes, version)
  } catch (fault) {
    return { ...NOTHING, fault: { code: 'line_not_json', fault: messageOf(fault), seq: null } }
  }
  return readEnvelope(parsed, line, version, defaults)
}

/** What the reference's trim removes: Unicode whitespace, but not the byte-order mark. */
const BLANK = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/

/** Such lines are skipped but counted. */
export function isBlankLine(bytes: Uint8Array): boolean {
  try {
    return BLANK.test(decodeUtf8(bytes))
  } catch {
    return false
  }
}

interface ParsedLine {
  readonly value: unknown
  /** A field that the reference refuses to read twice. */
  readonly repeated: string | undefined
}

/** `JSON.parse` decides alone where it lost nothing: no key that is repeated, no number whose text matters. */
function parseLine(text: string, bytes: Uint8Array, version: KnownSchema): ParsedLine {
  const whole = text.includes('\\u') || !losesNothing(text) ? undefined : parseOrUndefined(text)
  if (whole !== undefined && JSON.stringify(whole) === text) return { value: whole, repeated: undefined }
  const known = knownMembers(bytes)
  const value = parseOrUndefined(known.text)
  if (value !== undefined && JSON.stringify(value) === known.text) return { value, repeated: known.repeated }
  const exact = toPlain(readExact(known.text))
  return { value: exact, repeated: known.repeated ?? repeatedInEvent(known.text, exact, version) }
}

function repeatedInEvent(line: string, value: unknown, version: KnownSchema): string | undefined {
  const type = withType.safeParse(value).data?.payload.type
  const payload = type === undefined ? undefined : openDocument(encoder.encode(line)).member('payload')
  if (payload === undefined || type === undefined) return undefined
  if (payload.countOf('type') > 1) return 'type'
  return isRawEventType(type) ? repeatedField(payload, eventSchemas(version)[type]) : undefined
}

const withType = envelope.pick({ payload: true }).loose()
const encoder = new TextEncoder()

/** Told by the text alone, so that most lines need not be printed again. */
function losesNothing(text: string): boolean {
  return hasAtMost(text, '{', MAX_DEPTH / 2) && hasAtMost(text, '[', MAX_DEPTH / 2) && !losesText(text)
}

function hasAtMost(text: string, sign: string, limit: number): boolean {
  let found = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    found += 1
    if (found > limit) return false
  }
  return true
}

function parseOrUndefined(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function readEnvelope(
  { value, repeated }: ParsedLine,
  line: number,
  version: KnownSchema,
  defaults: EnvelopeDefaults | undefined,
): LineReading {
  const reading = readQuickly(envelope, value)
  if (reading.success) {
    return readEvent(reading.data, line, version, defaults !== undefined, repetition(repeated, reading.data.seq))
  }
  const issue = reading.error.issues[0]
  const fault = { code: 'event_malformed', fault: issue ? faultOf(issue, value) : '', seq: seqOf(value) } as const
  const mended = defaults && repair(envelope, value, envelopeFallback(defaults))
  if (mended === undefined) return { ...NOTHING, fault }
  return readEvent(mended.value, line, version, true, { ...NOTHING, fault, replacements: mended.replacements })
}

/** The last of the fields counts, where anything does. */
function repetition(field: string | undefined, seq: Seq): Pick<LineReading, 'fault' | 'replacements'> {
  if (field === undefined) return NOTHING
  const fault = `duplicate field \`${field}\``
  return { fault: { code: 'event_malformed', fault, seq }, replacements: [{ field, fault }] }
}

function readEvent(
  from: Envelope,
  line: number,
  version: KnownSchema,
  tolerant: boolean,
  sofar: Pick<LineReading, 'fault' | 'replacements'>,
): LineReading {
  const head = headOf(from)
  const { type } = from.payload
  const known = isRawEventType(type)
  const strange: LineFault | undefined =
    known && knowsEvent(version, type)
      ? undefined
      : { code: 'event_type_unknown', fault: `unknown variant \`${type}\``, seq: head.seq }
  const fault = sofar.fault ?? strange
  if (!known) return { ...NOTHING, ...sofar, head, fault, unknown: from.payload }
  const reading = typed(type, head, line, from.payload, version, tolerant)
  return {
    head,
    event: reading.event,
    fault: fault ?? reading.fault,
    replacements: [...sofar.replacements, ...reading.replacements],
    unknown: reading.event === undefined ? from.payload : undefined,
  }
}

interface TypedReading<T extends RawEventType> {
  readonly event: RawEvent<T> | undefined
  readonly fault: LineFault | undefined
  readonly replacements: readonly Replacement[]
}

function typed<T extends RawEventType>(
  type: T,
  head: LineHead,
  line: number,
  payload: unknown,
  version: KnownSchema,
  tolerant: boolean,
): TypedReading<T> {
  const schema = eventSchemas(version)[type]
  const reading = readQuickly(schema, payload)
  if (reading.success) return { event: assemble(type, head, line, reading.data), fault: undefined, replacements: [] }
  const issue = reading.error.issues[0]
  const fault = { code: 'event_malformed', fault: issue ? faultOf(issue, payload) : '', seq: head.seq } as const
  const mended = tolerant ? repair(schema, payload, eventFallback(type)) : undefined
  if (mended === undefined) return { event: undefined, fault, replacements: [] }
  return { event: assemble(type, head, line, mended.value), fault, replacements: mended.replacements }
}

function assemble<T extends RawEventType>(type: T, head: LineHead, line: number, payload: PayloadOf<T>): RawEvent<T> {
  return {
    type,
    seq: head.seq,
    line,
    time: head.time,
    thread_id: head.threadId,
    codex_turn_id: head.turnId,
    payload,
  }
}

function headOf(from: Envelope): LineHead {
  return {
    schemaVersion: from.schema_version,
    seq: from.seq,
    time: from.wall_time_unix_ms,
    rolloutId: from.rollout_id,
    type: from.payload.type,
    threadId: from.thread_id ?? null,
    turnId: from.codex_turn_id ?? null,
  }
}

const envelopeWithSeq = envelope.pick({ seq: true }).loose()

function seqOf(value: unknown): Seq | null {
  return envelopeWithSeq.safeParse(value).data?.seq ?? null
}

function messageOf(fault: unknown): string {
  return fault instanceof JsonFault ? fault.message : String(fault)
}
