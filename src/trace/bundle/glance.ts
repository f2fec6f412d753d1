/**
 * What a list says of a bundle: from its manifest, the beginning and the end of its log, and the beginning of its first request.
 * The log is never read as a whole, nothing is reduced, and nothing here fails: what cannot be known is null.
 */
import { TraceError } from '../base/errors.ts'
import { glanceLine, glanceManifest, glanceTypes, type GlanceLine } from '../format/glance-line.ts'
import { firstUserMessage } from './first-message.ts'
import { logFile, manifestFile } from './layout.ts'
import type { BundleSource } from './source.ts'

export interface BundleGlance {
  /** Of the log as it was looked at, unpacked. */
  readonly logBytes: number
  /** Unix milliseconds, from the manifest or else the first event. */
  readonly startedAt: number | null
  /** Of the last event whose line is whole. */
  readonly lastAt: number | null
  /** How the recording says the run ended; null: it does not. */
  readonly end: 'completed' | 'failed' | 'aborted' | null
  /** What a person asked for first, cut; empty if unknown. */
  readonly message: string
  /** Of the first request of the root agent. */
  readonly model: string | null
  readonly agents: number
  /** False: the middle of the log was not looked at, there may be more. */
  readonly agentsExact: boolean
  readonly schema: number | null
  /** Why there is no more to say. */
  readonly problem: string | null
}

/** Characters of the first message that are kept. */
export const LONGEST_MESSAGE = 4000
const MANIFEST_WINDOW = 64 * 1024
const HEAD = 32 * 1024
/** Where many items were accepted before the first request. */
const LONG_HEAD = 512 * 1024
const TAIL = 16 * 1024
const REQUEST = 64 * 1024
/** Long instructions come before the first message. */
const LONG_REQUEST = 1024 * 1024

const WORTH_PARSING = new RegExp(`"type"\\s*:\\s*"(?:${glanceTypes.join('|')})"`)
const ENDS: ReadonlySet<string> = new Set(['completed', 'failed', 'aborted'])

interface LogFacts {
  /** Of the looked-at part that parsed, in order. */
  readonly lines: readonly GlanceLine[]
  readonly last: GlanceLine | undefined
  readonly whole: boolean
  readonly bytes: number
}

/** Throws only what is our own fault. */
export async function glance(source: BundleSource): Promise<BundleGlance> {
  let manifest: ReturnType<typeof readManifest>
  let log: LogFacts = { lines: [], last: undefined, whole: true, bytes: 0 }
  let message = ''
  let problem: string | null = null
  try {
    manifest = readManifest(await begin(source, manifestFile, MANIFEST_WINDOW))
    if (manifest === undefined) problem = `${manifestFile} is not there or not JSON`
    log = await readLog(source)
    message = await firstMessage(source, rootRequest(log, manifest?.root_thread_id))
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    problem = error.message
  }
  const request = rootRequest(log, manifest?.root_thread_id)
  const end = log.lines.findLast(({ payload }) => payload.type === 'rollout_ended')?.payload.status
  return {
    logBytes: log.bytes,
    startedAt: manifest?.started_at_unix_ms ?? log.lines[0]?.wall_time_unix_ms ?? null,
    lastAt: log.last?.wall_time_unix_ms ?? null,
    end: isEnd(end) ? end : null,
    message,
    model: request?.payload.model ?? null,
    agents: agentsIn(log),
    agentsExact: log.whole,
    schema: manifest?.schema_version ?? log.lines[0]?.schema_version ?? null,
    problem,
  }
}

function isEnd(status: string | undefined): status is 'completed' | 'failed' | 'aborted' {
  return status !== undefined && ENDS.has(status)
}

/** Agents start with an event of their own, and most end with one. */
function agentsIn({ lines }: LogFacts): number {
  const kinds = new Set(['thread_started', 'thread_ended', 'inference_started'])
  const threads = lines.flatMap(({ payload }) => (kinds.has(payload.type) ? [payload.thread_id] : []))
  return new Set(threads.filter((thread) => thread !== undefined)).size
}

function rootRequest({ lines }: LogFacts, rootOfManifest: string | undefined): GlanceLine | undefined {
  const started = lines.find(({ payload }) => payload.type === 'rollout_started')
  const root = rootOfManifest ?? started?.payload.root_thread_id
  const requests = lines.filter(({ payload }) => payload.type === 'inference_started')
  return requests.find(({ payload }) => payload.thread_id === root) ?? requests[0]
}

async function readLog(source: BundleSource): Promise<LogFacts> {
  const { lines, rest, size } = await head(source)
  // A last line that has no end yet, or never will, is none.
  if (rest === undefined) return { lines: parsed(lines), last: lastOf(lines), whole: true, bytes: size }
  const bytes = await source.read(logFile, Math.max(rest, size - TAIL), TAIL)
  const end = linesOf(bytes, rest >= size - TAIL)
  return {
    lines: [...parsed(lines), ...parsed(end)],
    last: lastOf(end) ?? lastOf(lines),
    whole: rest >= size - TAIL,
    bytes: size,
  }
}

/** The whole lines of the log's beginning, and where what was not read begins; undefined if all was. */
async function head(
  source: BundleSource,
): Promise<{ lines: readonly string[]; rest: number | undefined; size: number }> {
  const start = await begin(source, logFile, HEAD)
  // Whoever reads what is not there is told so.
  if (start === undefined) await source.read(logFile, 0, 0)
  const { bytes: first, size } = start ?? NOTHING
  let bytes = first
  let lines = linesOf(bytes, true)
  if (bytes.length < size && !lines.some((line) => /"type"\s*:\s*"inference_started"/.test(line))) {
    bytes = await source.read(logFile, 0, Math.min(LONG_HEAD, size))
    lines = linesOf(bytes, true)
  }
  return { lines, rest: bytes.length >= size ? undefined : bytes.lastIndexOf(NEWLINE) + 1, size }
}

const NEWLINE = 0x0a

/** Whole lines. `fromStart`: the bytes begin with a line, not within one. */
function linesOf(bytes: Uint8Array, fromStart: boolean): readonly string[] {
  const lines = new TextDecoder().decode(bytes).split('\n')
  const last = lines.pop() ?? ''
  if (!fromStart) lines.shift()
  // The recorder ends every line; a writer that leaves out the last end has still written a whole event.
  if (last.trimEnd().endsWith('}') && isJson(last)) lines.push(last)
  return lines
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function parsed(lines: readonly string[]): readonly GlanceLine[] {
  return lines.filter((line) => WORTH_PARSING.test(line)).flatMap((line) => parse(line) ?? [])
}

function lastOf(lines: readonly string[]): GlanceLine | undefined {
  for (const line of lines.toReversed()) {
    const found = parse(line)
    if (found !== undefined) return found
  }
  return undefined
}

function parse(line: string): GlanceLine | undefined {
  try {
    return glanceLine.safeParse(JSON.parse(line)).data
  } catch {
    return undefined // damaged: the trace itself says where
  }
}

function readManifest(start: Beginning | undefined) {
  try {
    return glanceManifest.safeParse(JSON.parse(new TextDecoder().decode(start?.bytes))).data
  } catch {
    return undefined
  }
}

async function firstMessage(source: BundleSource, request: GlanceLine | undefined): Promise<string> {
  const path = request?.payload.request_payload?.path
  if (path === undefined) return ''
  for (const length of [REQUEST, LONG_REQUEST]) {
    const { bytes, size } = (await begin(source, path, length)) ?? NOTHING
    const found = firstUserMessage(new TextDecoder().decode(bytes), bytes.length >= size, LONGEST_MESSAGE)
    if (!found.open) return found.text
  }
  return ''
}

interface Beginning {
  readonly bytes: Uint8Array
  /** Of the whole file. */
  readonly size: number
}

const NOTHING: Beginning = { bytes: new Uint8Array(), size: 0 }

/** The first bytes of a file; undefined if it is not there. One opening where the source can do it: lists open thousands. */
async function begin(source: BundleSource, path: string, length: number): Promise<Beginning | undefined> {
  let size = 0
  const bytes = await source.readWhole?.(path, (whole) => {
    size = whole
    return new Uint8Array(Math.min(whole, length))
  })
  if (bytes !== undefined) return { bytes, size }
  const facts = await source.stat(path)
  if (facts === undefined) return undefined
  return { bytes: await source.read(path, 0, Math.min(length, facts.size)), size: facts.size }
}
