/** Reads a payload part against its schema; a misfit is told in the words of the reference's parser. */
import type { z } from 'zod'
import { readQuickly } from '../quick-check.ts'

/** What a part of a payload has to look like. */
export type BodySchema<T> = z.ZodType<T>

export type BodyReading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string }

/** `value` as `toPlain` gives it. */
export function readBody<T>(schema: BodySchema<T>, value: unknown): BodyReading<T> {
  const reading = readQuickly(schema, value)
  if (reading.success) return { ok: true, value: reading.data }
  const issue = reading.error.issues[0]
  return { ok: false, fault: issue === undefined ? 'unreadable' : faultOf(issue, value) }
}

/** The first thing that is wrong, for example ``missing field `prompt` ``. */
export function faultOf(issue: z.core.$ZodIssue, value: unknown): string {
  const name = issue.path.at(-1)
  const found = issue.path.reduce(memberOf, value)
  if (found === undefined && name !== undefined) return `missing field \`${String(name)}\``
  const place = issue.path.length === 0 ? '' : ` in \`${issue.path.map(String).join('.')}\``
  return `invalid ${describe(found)}${place}: ${issue.message}`
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'string' ? `string ${JSON.stringify(value.slice(0, 60))}` : typeof value
}
