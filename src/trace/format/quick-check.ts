/**
 * A faster way to the most common answer of a schema: that it takes a value as it is. Made out of the schema itself, so there
 * is nothing to keep in step. Where it says no, the schema decides, and says why.
 */
import { z } from 'zod'

/** True only if the schema takes the value and gives it back unchanged. */
type QuickCheck = (value: unknown) => boolean

/** Made once for each schema. */
const checks = new WeakMap<object, QuickCheck>()

/** Reads as `schema.safeParse` does. A value that is taken as it is stays the same object. */
export function readQuickly<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  let check = checks.get(schema)
  if (check === undefined) {
    check = quickCheckOf(schema)
    checks.set(schema, check)
  }
  const quick = check
  const takes = (given: unknown): given is T => quick(given)
  return takes(value) ? { success: true, data: value } : schema.safeParse(value)
}

type Members = Readonly<Record<string, unknown>>

/** What there is no rule for, and all that may change a value, is never quickly taken. */
function quickCheckOf(schema: unknown): QuickCheck {
  if (schema instanceof z.ZodOptional) return orElse(undefined, quickCheckOf(schema.unwrap()))
  if (schema instanceof z.ZodNullable) return orElse(null, quickCheckOf(schema.unwrap()))
  if (schema instanceof z.ZodCustom) return customCheck(schema)
  if (!(schema instanceof z.ZodType) || (schema.def.checks ?? []).length > 0) return () => false
  if (schema instanceof z.ZodString) return (value) => typeof value === 'string'
  if (schema instanceof z.ZodUnknown) return () => true
  if (schema instanceof z.ZodEnum) return memberOf(schema.options)
  if (schema instanceof z.ZodLiteral) return memberOf([...schema.values])
  if (schema instanceof z.ZodArray) return arrayCheck(schema)
  if (schema instanceof z.ZodDiscriminatedUnion) return unionCheck(schema)
  if (schema instanceof z.ZodObject) return objectCheck(schema)
  return () => false
}

function orElse(other: undefined | null, check: QuickCheck): QuickCheck {
  return (value) => value === other || check(value)
}

function customCheck({ def }: z.ZodCustom): QuickCheck {
  return def.checks === undefined ? (value) => def.fn(value) === true : () => false
}

function memberOf(values: readonly unknown[]): QuickCheck {
  const known = new Set(values)
  return (value) => known.has(value)
}

function arrayCheck({ element }: z.ZodArray): QuickCheck {
  const check = quickCheckOf(element)
  return (value) => Array.isArray(value) && value.every(check)
}

/** No two options take the same value, because the discriminator tells them apart. */
function unionCheck({ options }: z.ZodDiscriminatedUnion): QuickCheck {
  const checks = options.map(quickCheckOf)
  return (value) => checks.some((check) => check(value))
}

function objectCheck({ shape, def }: z.ZodObject): QuickCheck {
  if (!(def.catchall instanceof z.ZodUnknown)) return () => false
  const members = Object.entries(shape).map(([name, member]) => ({ name, check: quickCheckOf(member) }))
  return (value) => {
    if (!isObject(value) || Object.hasOwn(value, '__proto__')) return false
    for (const { name, check } of members) if (!check(value[name])) return false
    return true
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
