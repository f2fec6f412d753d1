/**
 * Paths that a bundle names its own files with. They are hostile input: whoever made the bundle wrote them. Every source
 * passes them through here before it looks anything up. Pure text: symlinks are the business of `trace/node`.
 */
import { TraceError } from '../base/errors.ts'

const LONGEST_SHOWN = 120

/**
 * The path with `/` between its parts and without `.`, `..` and empty parts. A backslash separates too, since a recorder on
 * Windows may have written one. Throws TraceError `path_outside_bundle` for whatever can name something outside:
 * absolute paths, drive letters, UNC, `..` above the bundle, NUL; `not_a_file` for the bundle itself.
 */
export function entryPath(path: string): string {
  const slashed = path.replaceAll('\\', '/')
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed) || slashed.includes('\0')) throw outside(path)
  const parts: string[] = []
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) throw outside(path)
  }
  if (parts.length === 0) throw new TraceError('not_a_file', `${shown(path)} names the bundle itself, not a file in it`)
  return parts.join('/')
}

/**
 * The spellings a file may be found under, the given one first: some file systems and archivers rewrite accented names as
 * Unicode NFC or NFD while the event that names the file keeps its own form.
 */
export function spellingsOf(path: string): readonly string[] {
  return [...new Set([path, path.normalize('NFC'), path.normalize('NFD')])]
}

/** The error of every source for a path that leaves the bundle, by its words or through a symlink. */
export function outside(path: string): TraceError {
  return new TraceError('path_outside_bundle', `${shown(path)} leads out of the bundle`, { file: path })
}

function shown(path: string): string {
  return JSON.stringify(path.length > LONGEST_SHOWN ? `${path.slice(0, LONGEST_SHOWN)}…` : path)
}
