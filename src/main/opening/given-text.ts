/**
 * The forms in which paths arrive as text: an argument, the clipboard, a `file:` URL, a link of ours. Owns what they mean on
 * each platform; never looks at the file system.
 */
import nodePath from 'node:path'
import { fileURLToPath } from 'node:url'

export interface TextContext {
  /** What a relative path is relative to. */
  readonly cwd: string
  /** What `~` stands for where no shell has replaced it. */
  readonly home: string
  readonly platform: NodeJS.Platform
}

/** What a link asks for. Its paths are absolute; nobody has agreed to have them read. */
export interface LinkRequest {
  readonly paths: readonly string[]
  readonly compare: boolean
}

export const linkScheme = 'rolloutlens:'
/** A link or a clipboard names a few things; more is a mistake or an attack. */
const MOST_PATHS = 20
const LONGEST_PATH = 32_768

/** One argument of a command line. A `file:` URL that is no path here stays text, so that opening it fails visibly. */
export function pathOfArgument(argument: string, { cwd, platform }: Omit<TextContext, 'home'>): string {
  const style = styleOf(platform)
  // `"C:\runs\"` reaches a Windows program with its last quote: no path there holds one.
  const text = platform === 'win32' ? argument.replace(/"$/, '') : argument
  return fileUrlPath(text, platform) ?? style.resolve(cwd, text)
}

/**
 * What a person pasted, one path a line: bare, quoted, escaped as a shell would, `~`, a `file:` URL or a link of ours. Lines
 * that name no absolute path are left out: there is no folder they could be relative to.
 */
export function pathsOfPaste(text: string, context: Omit<TextContext, 'cwd'>): readonly string[] {
  const lines = text.split(/[\r\n\0]+/).map((line) => line.trim())
  const paths = lines.flatMap((line) => {
    const link = readLink(line, context.platform)
    return link === undefined ? pastedPath(line, context) : link.paths
  })
  return [...new Set(paths)].slice(0, MOST_PATHS)
}

/** `rolloutlens://open?path=…&path=…&compare=1`, form-encoded. Undefined for any other text. */
export function readLink(text: string, platform: NodeJS.Platform): LinkRequest | undefined {
  if (!text.toLowerCase().startsWith(linkScheme) || !URL.canParse(text)) return undefined
  const { host, pathname, searchParams } = new URL(text)
  if (host !== 'open' || !/^\/?$/.test(pathname)) return undefined
  const given = searchParams.getAll('path').filter((path) => path.length <= LONGEST_PATH)
  const paths = given.flatMap((path) => absolutePath(fileUrlPath(path, platform) ?? path, platform))
  return { paths: [...new Set(paths)].slice(0, MOST_PATHS), compare: searchParams.get('compare') === '1' }
}

function pastedPath(line: string, { home, platform }: Omit<TextContext, 'cwd'>): readonly string[] {
  const quoted = /^(["'])(.*)\1$/.exec(line)?.[2]
  const bare = platform === 'win32' ? line : line.replace(/\\([ !"#$&'()*,:;<=>?@[\\\]^`{|}~])/g, '$1')
  const text = quoted ?? bare
  if (text === '' || text.length > LONGEST_PATH) return []
  const fromHome = /^~(?:[/\\](.*))?$/.exec(text)
  if (quoted === undefined && fromHome !== null) return [styleOf(platform).join(home, fromHome[1] ?? '')]
  return absolutePath(fileUrlPath(text, platform) ?? text, platform)
}

/** As the system writes it: without `.`, `..`, repeated or trailing separators. */
function absolutePath(text: string, platform: NodeJS.Platform): readonly string[] {
  const style = styleOf(platform)
  // `\runs` and `C:runs` depend on a drive's current folder.
  const absolute = platform === 'win32' ? /^(?:[a-z]:[/\\]|[/\\]{2}[^/\\])/i.test(text) : style.isAbsolute(text)
  return absolute && !text.includes('\0') ? [style.resolve(text)] : []
}

function fileUrlPath(text: string, platform: NodeJS.Platform): string | undefined {
  if (!/^file:/i.test(text)) return undefined
  try {
    return styleOf(platform).resolve(fileURLToPath(text, { windows: platform === 'win32' }))
  } catch {
    return undefined // for another machine, or not well formed: the text is what it was
  }
}

function styleOf(platform: NodeJS.Platform): nodePath.PlatformPath {
  return platform === 'win32' ? nodePath.win32 : nodePath.posix
}
