/**
 * Reads what the command line asks to open. Owns the forms in which a path can arrive: relative to the sender's folder,
 * as a `file:` URL (Linux file managers), among Chromium's own switches. Never looks at the file system.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface LaunchRequest {
  /** Absolute, in the order given. Nothing is known about what is there. */
  readonly paths: readonly string[]
  readonly compare: boolean
}

export interface LaunchContext {
  /** Working directory of the process that was started, which need not be this one. */
  readonly cwd: string
  readonly platform: NodeJS.Platform
  /** True under `electron .`: the first plain argument is then the application's folder (`process.defaultApp`). */
  readonly defaultApp: boolean
}

/** Only `--name=value` is understood for foreign switches; an argument after a switch is always a path. */
export function parseArguments(argv: readonly string[], context: LaunchContext): LaunchRequest {
  const paths: string[] = []
  let compare = false
  let literal = false
  let skipApplication = context.defaultApp
  for (const argument of argv.slice(1)) {
    if (!literal && argument === '--') literal = true
    else if (!literal && argument === '--compare') compare = true
    else if (argument === '' || (!literal && argument.startsWith('-'))) continue
    else if (skipApplication) skipApplication = false
    else paths.push(absolutePath(argument, context))
  }
  return { paths, compare }
}

/** A `file:` URL that cannot be a path here is kept as text, so that opening it fails visibly. */
function absolutePath(argument: string, { cwd, platform }: LaunchContext): string {
  const windows = platform === 'win32'
  const style = windows ? path.win32 : path.posix
  if (!/^file:/i.test(argument)) return style.resolve(cwd, argument)
  try {
    return fileURLToPath(argument, { windows })
  } catch {
    return style.resolve(cwd, argument)
  }
}
