/**
 * Reads what the command line asks to open: paths and links among Chromium's own switches. What a path's text means is said by
 * `opening/given-text.ts`. Never looks at the file system.
 */
import { linkScheme, pathOfArgument } from './opening/given-text.ts'

export interface LaunchRequest {
  /** Absolute, in the order given. Nothing is known about what is there. */
  readonly paths: readonly string[]
  readonly compare: boolean
  /** Addresses of ours, as Windows and Linux hand them over. Nobody has agreed to have their paths read. */
  readonly links: readonly string[]
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
  const links: string[] = []
  let compare = false
  let literal = false
  let skipApplication = context.defaultApp
  for (const argument of argv.slice(1)) {
    if (!literal && argument === '--') literal = true
    else if (!literal && argument === '--compare') compare = true
    else if (argument === '' || (!literal && argument.startsWith('-'))) continue
    else if (skipApplication) skipApplication = false
    else if (argument.toLowerCase().startsWith(linkScheme)) links.push(argument)
    else paths.push(pathOfArgument(argument, context))
  }
  return { paths, compare, links }
}
