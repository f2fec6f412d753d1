/** Reads `manifest.json`. What it lacks is looked up in the first line of the log, so that the bundle opens all the same. */
import { as, type RolloutId, type ThreadId, type TraceId, type UnixMs } from '../base/ids.ts'
import { TraceError } from '../base/errors.ts'
import { openDocument } from '../base/json/document.ts'
import { JsonFault } from '../base/json/scan.ts'
import { readBody } from '../format/bodies/read.ts'
import { manifest as manifestSchema } from '../format/manifest.ts'
import type { PayloadOf } from '../format/events/index.ts'
import { readLineTolerantly, type LineHead } from '../format/line.ts'
import type { Manifest } from './opened-bundle.ts'
import type { BundleSource } from './source.ts'
import { LineSplitter } from './line-splitter.ts'
import { readWholeFile } from './whole-file.ts'

export const MANIFEST_FILE = 'manifest.json'
export const LOG_FILE = 'trace.jsonl'

export interface ManifestReading {
  readonly manifest: Manifest
  /** Why the reference would refuse it; undefined if it would not. */
  readonly fault: string | undefined
  /** It lacks what only the first line of the log can tell, and the log has no whole line yet. */
  readonly provisional: boolean
}

/** Throws TraceError `manifest_missing`, `manifest_malformed` (no JSON object at all), and what the source throws. */
export async function readManifest(source: BundleSource): Promise<ManifestReading> {
  const value = parse(await load(source))
  const reading = readBody(manifestSchema, value)
  if (reading.ok) return { manifest: reading.value, fault: undefined, provisional: false }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TraceError('manifest_malformed', `${MANIFEST_FILE} is not a JSON object`, { file: MANIFEST_FILE })
  }
  const first = await firstLine(source)
  const manifest = complete(new Map(Object.entries(value)), first)
  return { manifest, fault: reading.fault, provisional: first === undefined }
}

async function load(source: BundleSource): Promise<Uint8Array> {
  try {
    return await readWholeFile(source, MANIFEST_FILE)
  } catch (cause) {
    if (!(cause instanceof TraceError) || cause.code !== 'not_found') throw cause
    throw new TraceError('manifest_missing', `${MANIFEST_FILE} does not exist`, { file: MANIFEST_FILE }, cause)
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return openDocument(bytes).careful
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault
    throw new TraceError('manifest_malformed', `${MANIFEST_FILE}: ${fault.message}`, { file: MANIFEST_FILE }, fault)
  }
}

interface FirstLine {
  readonly head: LineHead | undefined
  readonly started: PayloadOf<'rollout_started'> | undefined
}

function complete(members: ReadonlyMap<string, unknown>, first: FirstLine | undefined): Manifest {
  const text = (name: string, fallback: unknown) => {
    const own = members.get(name)
    return typeof own === 'string' ? own : typeof fallback === 'string' ? fallback : ''
  }
  const number = (name: string, fallback: number) => {
    const own = members.get(name)
    return typeof own === 'number' ? own : fallback
  }
  return {
    schema_version: number('schema_version', first?.head?.schemaVersion ?? 2),
    trace_id: as<TraceId>(text('trace_id', first?.started?.trace_id)),
    rollout_id: as<RolloutId>(text('rollout_id', first?.head?.rolloutId)),
    root_thread_id: as<ThreadId>(text('root_thread_id', first?.started?.root_thread_id)),
    started_at_unix_ms: as<UnixMs>(number('started_at_unix_ms', first?.head?.time ?? 0)),
  }
}

const WINDOW = 64 * 1024

/** Undefined if the log does not have it yet. */
async function firstLine(source: BundleSource): Promise<FirstLine | undefined> {
  if ((await source.stat(LOG_FILE)) === undefined) return undefined
  const [line] = new LineSplitter().push(await source.read(LOG_FILE, 0, WINDOW))
  if (line === undefined) return undefined
  const defaults = { schema_version: 2, seq: 1, wall_time_unix_ms: 0, rollout_id: '' }
  const reading = readLineTolerantly(line.bytes, 1, 2, defaults)
  const started = reading?.event?.type === 'rollout_started' ? reading.event.payload : undefined
  return { head: reading?.head, started }
}
