/**
 * Fields that stand twice where the reference reads a structure, which it refuses; elsewhere the last one counts. What a
 * structure is, and what its fields are called, is told by the schema.
 */
import { z } from 'zod'
import type { JsonSpan } from '../base/json/document.ts'

/** The name of the first; undefined if there is none. */
export function repeatedField(value: JsonSpan, schema: unknown): string | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return repeatedField(value, schema.unwrap())
  if (schema instanceof z.ZodArray) return firstIn(value.elements() ?? [], (element) => [element, schema.element])
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { plain } = value
    return firstIn(
      schema.options.filter((option) => z.safeParse(option, plain).success),
      (option) => [value, option],
    )
  }
  if (!(schema instanceof z.ZodObject)) return undefined
  const fields = Object.entries(schema.shape)
  const repeated = fields.find(([name]) => value.countOf(name) > 1)
  return repeated?.[0] ?? firstIn(fields, ([name, member]) => [value.member(name), member])
}

function firstIn<T>(
  all: readonly T[],
  partOf: (one: T) => readonly [value: JsonSpan | undefined, schema: unknown],
): string | undefined {
  for (const one of all) {
    const [value, schema] = partOf(one)
    const found = value && repeatedField(value, schema)
    if (found !== undefined) return found
  }
  return undefined
}
