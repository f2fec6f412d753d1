/**
 * Finds the bundle among files that a page offered: a dropped folder comes with its own name in front or without, and a person
 * may have picked a single file. Looks at names only, as `trace/node/open-path.ts` does for paths of this machine.
 */
import { TraceError } from '../../trace/base/errors.ts'
import { logFile, manifestFile, stateFile } from '../../trace/bundle/layout.ts'
import { bundleMarks, isArchiveName, isGraphName } from '../../trace/node/path-rules.ts'
import type { OfferedFile } from './protocol.ts'

export type Recognized =
  /** `folder` holds the bundle: empty, or a path that ends with `/`. */
  | { readonly kind: 'bundle'; readonly folder: string }
  | { readonly kind: 'archive' | 'state'; readonly file: OfferedFile }

const BUNDLE_FILES: ReadonlySet<string> = new Set(bundleMarks)
/** Bundles among files that hold several are named in the message, up to this many. */
const NAMED_BUNDLES = 3

/** `name` is what the person dropped. Throws TraceError `not_a_bundle`. */
export function recognizeFiles(name: string, files: readonly OfferedFile[]): Recognized {
  const folders = outermost(files.filter(({ path }) => BUNDLE_FILES.has(baseOf(path))))
  const [folder] = folders
  if (folder !== undefined && folders.length === 1) return { kind: 'bundle', folder }
  const archives = files.filter(({ path }) => isArchiveName(path))
  const [archive] = archives
  if (folder === undefined && archive !== undefined && archives.length === 1) return { kind: 'archive', file: archive }
  const states = files.length === 1 ? files : files.filter(({ path }) => baseOf(path) === stateFile)
  const [state] = states.filter(({ path }) => isGraphName(path))
  if (folder === undefined && archive === undefined && state !== undefined && states.length === 1)
    return { kind: 'state', file: state }
  const bundles = [...folders, ...archives.map(({ path }) => path)]
  throw new TraceError('not_a_bundle', `${JSON.stringify(name)} ${factsOf(files.length, bundles)}`)
}

function factsOf(files: number, bundles: readonly string[]): string {
  if (files === 0) return 'holds no files'
  if (bundles.length === 0) return `holds neither ${manifestFile} nor ${logFile}`
  const named = bundles.slice(0, NAMED_BUNDLES).map((bundle) => JSON.stringify(bundle.replace(/\/$/, '')))
  const more = bundles.length > NAMED_BUNDLES ? ` and ${String(bundles.length - NAMED_BUNDLES)} more` : ''
  return `holds ${String(bundles.length)} bundles: ${named.join(', ')}${more}`
}

/** The folders nearest to the top, each once, sorted: what lies deeper may be a payload that happens to be named so. */
function outermost(files: readonly OfferedFile[]): readonly string[] {
  const folders = files.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
  const depth = Math.min(...new Set(folders.map(depthOf)))
  return [...new Set(folders)].filter((folder) => depthOf(folder) === depth).sort()
}

function depthOf(folder: string): number {
  return folder.split('/').length
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
