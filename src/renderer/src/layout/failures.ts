/** What went wrong, for a person: a title and advice by code. The facts come with the failure itself and are not repeated. */
import type { ErrorCode } from '../../../shared/error-codes.ts'
import type { CallFailure } from '../../../shared/events.ts'

interface FailureWords {
  readonly title: string
  readonly advice: string
}

const PICK_BUNDLE = 'Open a bundle folder: it holds manifest.json and trace.jsonl.'
const CHECK_PATH = 'Check that it is still there and that you may read it, then reopen it.'

const words: Readonly<Partial<Record<ErrorCode, FailureWords>>> = {
  not_found: { title: 'Not found', advice: CHECK_PATH },
  not_a_bundle: { title: 'Not a rollout trace bundle', advice: PICK_BUNDLE },
  not_a_folder: { title: 'A file where a folder should be', advice: PICK_BUNDLE },
  not_a_file: { title: 'A folder where a file should be', advice: PICK_BUNDLE },
  permission_denied: { title: 'No permission to read', advice: 'Change the permissions of the file, then reopen it.' },
  read_failed: { title: 'Reading failed', advice: CHECK_PATH },
  file_too_large: {
    title: 'A file is too large to be held in memory',
    advice: 'Look at it with other tools: no recorder writes a manifest or a graph of that size.',
  },
  path_outside_bundle: {
    title: 'A path leads out of the bundle',
    advice: 'Nothing outside the bundle was read. The bundle was changed or made to mislead.',
  },
  manifest_missing: { title: 'The manifest is missing', advice: PICK_BUNDLE },
  manifest_malformed: {
    title: 'The manifest cannot be understood',
    advice:
      'Compare manifest.json with docs/format/bundle.md. If the recording was cut off, the log may still be whole.',
  },
  log_missing: {
    title: 'The log is missing',
    advice: 'A bundle needs trace.jsonl. If you have its state.json, open that: it shows the graph without evidence.',
  },
  state_malformed: {
    title: 'The state file cannot be understood',
    advice: 'Open the bundle itself: it is the source.',
  },
  archive_malformed: { title: 'The archive is damaged', advice: 'Fetch or make the archive again.' },
  archive_unsafe: {
    title: 'The archive is not safe to open',
    advice: 'Its names or sizes are those of an attack or a broken tool. Nothing was written.',
  },
  archive_unsupported: { title: 'This kind of archive cannot be read', advice: 'Unpack it and open the folder.' },
  host_gone: {
    title: 'The reading process ended',
    advice:
      'Reopen the trace to start it again. If it ran out of memory, close other programs, or start Rolloutlens with ROLLOUTLENS_HOST_HEAP_MIB set to the MiB it may use.',
  },
  connection_lost: {
    title: 'The connection was lost',
    advice: 'Start rolloutlens again and use the address that it prints.',
  },
  unknown_ticket: { title: 'This can no longer be opened', advice: 'Choose or drop it again.' },
  write_failed: {
    title: 'Not saved',
    advice: 'Nothing half-written was left. Make room or choose another place, then save again.',
  },
  cancelled: { title: 'Cancelled', advice: 'Reopen to start again.' },
}

export function wordsFor({ code }: Pick<CallFailure, 'code'>): FailureWords {
  return words[code] ?? { title: 'This did not work', advice: 'Copy the details if you report it.' }
}

/** Where it happened: `trace.jsonl, line 12, seq 11`; empty if unknown. */
export function placeOf({ file, line, seq }: Pick<CallFailure, 'file' | 'line' | 'seq'>): string {
  return [
    file,
    line === undefined ? undefined : `line ${String(line)}`,
    seq === undefined ? undefined : `seq ${String(seq)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}

/** For the clipboard: every fact on its line. */
export function detailsOf(name: string, failure: CallFailure): string {
  const place = placeOf(failure)
  return [
    `what: ${name}`,
    ...(place === '' ? [] : [`where: ${place}`]),
    `why: ${failure.message}`,
    `code: ${failure.code}`,
  ].join('\n')
}
