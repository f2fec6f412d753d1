/** Ids, integers and enumerations that several events share. Accept exactly what the reference's parser accepts. */
import { z } from 'zod'
import type { Brand, Seq, UnixMs } from '../base/ids.ts'

/** A string that is an id of one kind. */
export function id<T extends Brand<string, string>>(): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === 'string', 'expected a string')
}

function integer<T extends number>(low: number, high: number): z.ZodType<T> {
  const fits = (value: unknown) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high
  return z.custom<T>((value) => typeof value === 'number' && fits(value), 'expected an integer')
}

export const unsigned32 = integer(0, 2 ** 32 - 1)
export const signed32 = integer(-(2 ** 31), 2 ** 31 - 1)
export const seq = integer<Seq>(0, 2 ** 64)
export const unsigned64 = integer(0, 2 ** 64)
export const signed64 = integer(-(2 ** 63), 2 ** 63)
export const unixMs = integer<UnixMs>(-(2 ** 63), 2 ** 63)

export const rolloutStatus = z.enum(['running', 'completed', 'failed', 'aborted'])
export const executionStatus = z.enum(['running', 'completed', 'failed', 'cancelled', 'aborted'])
export const codeCellStatus = z.enum(['starting', 'running', 'yielded', 'completed', 'failed', 'terminated'])
