/** What a handler may do besides changing the state it is given: ask for payloads, tell findings, say what it changed. */
import type { CommonLength } from '../base/bytes.ts'
import { JsonFault } from '../base/json/scan.ts'
import { openDocument, type JsonSpan } from '../base/json/document.ts'
import type { TraceError } from '../base/errors.ts'
import type { EventPlace, RawEvent, ReducedEventType } from '../format/events/index.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { KnownSchema } from '../format/version.ts'
import type { ObjectKind } from '../model/object-ref.ts'
import type { Code } from './codes.ts'
import type { Findings, Spot } from './findings.ts'
import type { State } from './state.ts'

/** A payload as the driver could get it. */
export type Loaded = { readonly bytes: Uint8Array } | { readonly error: TraceError }

export type Handler<T extends ReducedEventType> = (state: State, event: RawEvent<T>, ctx: Context) => void
export type HandlersFor<T extends ReducedEventType> = { readonly [K in T]: Handler<K> }

/** The payloads a handler will ask for, given the state before it. */
export type Needs<T extends ReducedEventType> = (
  state: State,
  event: RawEvent<T>,
  schema: KnownSchema,
) => readonly (PayloadRef | null | undefined)[]
export type NeedsFor<T extends ReducedEventType> = { readonly [K in T]: Needs<K> }

export interface Context {
  readonly schema: KnownSchema
  /**
   * The reference stops here with this message. Strict mode never returns from it; in tolerant mode the caller goes on with
   * what makes most sense.
   */
  refuse(code: Code, message: string, object?: string | null): void
  /** As `refuse`, but the finding itself is told elsewhere, or was. */
  judge(code: Code, message: string, object?: string | null): void
  /** Something worth knowing that the reference does not mind, or that was judged before. */
  diagnose(code: Code, found: string, object?: string | null): void
  /** The payload's bytes, unchecked; undefined if it could not be read. Nothing is refused. */
  bytes(ref: PayloadRef): Uint8Array | undefined
  /** The payload's bytes are one JSON document, as somebody else found out. */
  verified(ref: PayloadRef): void
  /** The payload as a JSON document; undefined, after refusing, if it cannot be read as one. */
  document(ref: PayloadRef): JsonSpan | undefined
  /** How many bytes two arrays have in common from the beginning. */
  readonly commonLength: CommonLength
  /** This event made or changed the object. */
  touch(kind: ObjectKind, id: string): void
}

export interface ContextParts {
  readonly schema: KnownSchema
  readonly findings: Findings
  readonly place: EventPlace
  /** Payloads by path, as loaded for this event. */
  readonly loaded: ReadonlyMap<string, Loaded>
  readonly commonLength: CommonLength
  touch(kind: ObjectKind, id: string): void
  /** The payload has been judged: it was read as one JSON document, or the finding is told. */
  judged(ref: PayloadRef): void
}

export const LOG_FILE = 'trace.jsonl'

export function makeContext(parts: ContextParts): Context {
  const { schema, findings, place, loaded } = parts
  const documents = new Map<string, JsonSpan>()
  const spot: Spot = { file: LOG_FILE, line: place.line, seq: place.seq }
  const judge = (code: Code, message: string, object: string | null = null) =>
    findings.judge(code, message, spot, object)
  const diagnose = (code: Code, found: string, object: string | null = null) =>
    findings.diagnose(code, found, spot, object)
  const refuse = (code: Code, message: string, object: string | null = null) => {
    judge(code, message, object)
    diagnose(code, message, object)
  }
  return {
    schema,
    judge,
    diagnose,
    refuse,
    touch: parts.touch,
    commonLength: parts.commonLength,
    verified: parts.judged,
    bytes(ref) {
      const payload = loaded.get(ref.path)
      return payload !== undefined && 'bytes' in payload ? payload.bytes : undefined
    },
    document(ref) {
      const known = documents.get(ref.path)
      if (known !== undefined) return known
      const document = open(ref)
      if (document !== undefined) documents.set(ref.path, document)
      return document
    },
  }

  function open(ref: PayloadRef): JsonSpan | undefined {
    parts.judged(ref)
    const payload = loaded.get(ref.path)
    if (payload === undefined || 'error' in payload) {
      const code = unreadableCode(payload?.error)
      const message = `open payload ${ref.raw_payload_id}`
      const whole = payload === undefined ? message : `${message}: ${payload.error.message}`
      // The reference reads a payload of any size, so this refusal is ours and says why.
      judge(code, code === 'payload_too_large' ? whole : message, ref.raw_payload_id)
      diagnose(code, whole, ref.raw_payload_id)
      return undefined
    }
    try {
      return openDocument(payload.bytes)
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault
      judge('payload_malformed', `parse payload ${ref.raw_payload_id}`, ref.raw_payload_id)
      diagnose('payload_malformed', `${ref.path}: ${fault.message}`, ref.raw_payload_id)
      return undefined
    }
  }
}

/** Why a payload has no bytes. */
export function unreadableCode(
  error: TraceError | undefined,
): 'payload_outside_bundle' | 'payload_too_large' | 'payload_unreadable' {
  switch (error?.code) {
    case 'path_outside_bundle':
      return 'payload_outside_bundle'
    case 'file_too_large':
      return 'payload_too_large'
    default:
      return 'payload_unreadable'
  }
}
