import type { z } from 'zod'

/** One call of the contract: the schema its request is checked with, and the type of its answer (never checked: it is ours). */
export interface Call<Request extends z.ZodType, Response> {
  readonly request: Request
  readonly response?: Response
}

/** `call<Response>()(requestSchema)`: two steps, so that the response is named and the request inferred. */
export function call<Response>() {
  return <Request extends z.ZodType>(request: Request): Call<Request, Response> => ({ request })
}
