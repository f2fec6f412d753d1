/**
 * How queries reach payload bytes: a port that the host fills. Nothing here knows files. Payloads may be huge or broken;
 * what cannot be read is said, never thrown.
 */
import type { RawPayloadId } from '../base/ids.ts'

export interface PayloadReader {
  /** Bytes; undefined if the payload is missing or may not be read. */
  size(payload: RawPayloadId): Promise<number | undefined>
  /** At most `length` bytes from `offset`, fewer only at the end or where reading fails. */
  read(payload: RawPayloadId, offset: number, length: number): Promise<Uint8Array>
}

export type PayloadProblem = 'missing' | 'too_large' | 'not_json'

export type PayloadJson =
  | { readonly ok: true; readonly value: unknown; readonly size: number }
  | { readonly ok: false; readonly problem: PayloadProblem; readonly size: number | null }

/** For a graph without evidence. */
export const noPayloads: PayloadReader = {
  size: () => Promise.resolve(undefined),
  read: () => Promise.resolve(new Uint8Array(0)),
}

/** The whole payload as a value, if it has at most `limit` bytes. Numbers beyond 2^53 lose digits: for display only. */
export async function readPayloadJson(
  reader: PayloadReader,
  payload: RawPayloadId,
  limit: number,
): Promise<PayloadJson> {
  const size = await reader.size(payload)
  if (size === undefined) return { ok: false, problem: 'missing', size: null }
  if (size > limit) return { ok: false, problem: 'too_large', size }
  const bytes = await reader.read(payload, 0, size)
  if (bytes.length < size) return { ok: false, problem: 'missing', size: null }
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(bytes)), size }
  } catch {
    return { ok: false, problem: 'not_json', size }
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member if it is an own one. */
export function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

export function stringMember(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}

/** The member's elements; empty if it is not an array. */
export function listMember(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name)
  return Array.isArray(found) ? Array.from<unknown>(found) : []
}
