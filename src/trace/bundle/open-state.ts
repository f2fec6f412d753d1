/** Opens a lone `state.json`: a graph without events, payloads or diagnostics. */
import { TraceError } from '../base/errors.ts'
import { graphFromJson } from '../model/graph-json.ts'
import { emptyDerived, type Reduction } from '../model/reduction.ts'
import type { BundleSource } from './source.ts'
import { readWholeFile } from './whole-file.ts'

/** What still becomes one string everywhere. */
const LARGEST_STATE = 500 * 1024 * 1024

/**
 * The graph that `path` holds. Its verdict is `accepted`: a reference program wrote it. Throws TraceError `not_found`,
 * `file_too_large`, `state_malformed`, and what the source throws.
 */
export async function openState(source: BundleSource, path = 'state.json'): Promise<Reduction> {
  const bytes = await readWholeFile(source, path, undefined, LARGEST_STATE)
  return {
    graph: graphFromJson(parse(bytes, path)),
    version: 1,
    verdict: { accepted: true },
    diagnostics: [],
    derived: emptyDerived(),
    marks: new Map(),
  }
}

function parse(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new TraceError('state_malformed', `${path} is not a JSON document`, { file: path }, cause)
  }
}
