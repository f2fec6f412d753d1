/**
 * Finds the renderer's file that a request path names. Owns the list of served types; never reads the file, never follows
 * a path out of the folder.
 */
import path from 'node:path'

export interface PageFile {
  readonly file: string
  readonly contentType: string
}

/** The page's start document, for the empty path. */
const START = 'index.html'

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
])

/**
 * The file below `root` for a URL's path, still percent-encoded. Undefined for types that are not served and for every path
 * that would leave `root`: URL parsers collapse `..` and `%2e%2e`, but `..%2f` survives until it is decoded here.
 */
export function locatePageFile(root: string, encodedPath: string): PageFile | undefined {
  const name = decode(encodedPath)
  if (name === undefined || /[\0\\]/.test(name)) return undefined
  const file = path.join(root, name === '' || name === '/' ? START : name)
  const inside = path.relative(root, file)
  if (inside === '' || inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside))
    return undefined
  const contentType = contentTypes.get(path.extname(file))
  return contentType === undefined ? undefined : { file, contentType }
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
