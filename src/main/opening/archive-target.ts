/**
 * Where an archive of a trace is written: a shell says where (a dialog, a file to be downloaded), the trace host writes. Owns
 * the name that is suggested; never looks at a bundle.
 */
import type { SavedArchive } from '../../shared/view-models/app.ts'
import { archiveExtension, isArchiveName } from '../../trace/node/path-rules.ts'

/** A place that a shell has chosen for one archive. Exactly one of `keep` and `discard` is called, once. */
export interface ArchiveTarget {
  /** Absolute. Nothing is there yet, or what is there is to be replaced. */
  readonly path: string
  /** What the page is to know of the archive, which lies there whole. */
  keep(): SavedPlace | Promise<SavedPlace>
  /** There is no archive. */
  discard(): void | Promise<void>
}

/** As in the contract, before there is a ticket. */
export type SavedPlace =
  { readonly kind: 'file'; readonly path: string } | Extract<SavedArchive['place'], { kind: 'download' }>

/** In characters, none of them cut in half. */
const LONGEST = /^.{0,100}/su

/** For the trace of this name: without what some system does not take in a name. */
export function archiveNameFor(name: string): string {
  const plain = name.replace(/[<>:"/\\|?*\p{Cc}]/gu, '_').replace(/\.rollout$/i, '')
  const short = (LONGEST.exec(plain)?.[0] ?? '').replace(/^[.\s]+|[.\s]+$/g, '')
  return `${short === '' ? 'bundle' : short}${archiveExtension}`
}

/** Linux's dialogs add no extension. One is added unless that would name another file that is there, which nobody confirmed. */
export function withExtension(path: string, isThere: (path: string) => boolean): string {
  if (isArchiveName(path) || isThere(path)) return path
  return isThere(path + archiveExtension) ? path : path + archiveExtension
}
