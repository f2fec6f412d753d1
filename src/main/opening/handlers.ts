/** Handlers of the page's calls behind the check of what the page sent. */
import { z } from 'zod'
import type { Call } from '../../shared/calls/call.ts'
import { CallRefusal } from '../trace-host/call-failure.ts'

/** Carries out one call that passed the contract, or throws what `failureOf` understands. */
export type Handler = (request: unknown, signal: AbortSignal) => unknown

/** A handler for requests of the schema's form only. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  handle: (request: z.infer<Schema>, signal: AbortSignal) => unknown,
): Handler {
  return (raw, signal) => {
    const request = schema.safeParse(raw)
    if (!request.success) throw new CallRefusal({ code: 'bad_request', message: z.prettifyError(request.error) })
    return handle(request.data, signal)
  }
}

/** As `parsed`, for calls that are answered here: the compiler checks the answer against the contract. */
export function checked<Schema extends z.ZodType, Response>(
  { request }: Call<Schema, Response>,
  handle: (request: z.infer<Schema>, signal: AbortSignal) => Response | Promise<Response>,
): Handler {
  return parsed(request, handle)
}
