/** What a path may be, by its name and by the names beside it: the rules shared by whoever looks and whoever opens. Pure. */
import nodePath from 'node:path'
import { logFile, manifestFile, payloadsFolder } from '../bundle/layout.ts'

export const archiveExtension = '.rollout'
/** A folder with one of these in it is a bundle. */
export const bundleMarks = [manifestFile, logFile] as const

/** Whatever its first bytes are. */
export function isArchiveName(name: string): boolean {
  return name.toLowerCase().endsWith(archiveExtension)
}

/** Unless it is a bundle's. */
export function isGraphName(name: string): boolean {
  return name.toLowerCase().endsWith('.json')
}

/** The folder that is a bundle if the file is one of a bundle's. */
export function bundleFolderOf(file: string): string {
  const parent = nodePath.dirname(file)
  return nodePath.basename(parent) === payloadsFolder ? nodePath.dirname(parent) : parent
}
