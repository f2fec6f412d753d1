/**
 * What a second start of the program tells the first. It comes from another process that any program of the user can
 * imitate, so it is checked; Electron's own `argv` may be reordered and is not used.
 */
import { z } from 'zod'

/** Far above what a system lets a command line hold. */
const MOST_ARGUMENTS = 20_000

const secondLaunch = z.strictObject({
  argv: z.array(z.string()).max(MOST_ARGUMENTS),
  cwd: z.string(),
  defaultApp: z.boolean(),
})

export type SecondLaunch = z.infer<typeof secondLaunch>

/** Undefined if the data is not what our own second start sends. */
export function parseSecondLaunch(data: unknown): SecondLaunch | undefined {
  return secondLaunch.safeParse(data).data
}
