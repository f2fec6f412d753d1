/** Where the files of a bundle stand (docs/format/bundle.md). The reducer opens the log by this name, whatever the manifest says. */

export const manifestFile = 'manifest.json'
export const logFile = 'trace.jsonl'
export const stateFile = 'state.json'
export const payloadsFolder = 'payloads'

/** Whether a file belongs to the bundle it lies in, as against a note or a system file that somebody left there. */
export function belongsToBundle(path: string): boolean {
  return [manifestFile, logFile, stateFile].includes(path) || path.startsWith(`${payloadsFolder}/`)
}
