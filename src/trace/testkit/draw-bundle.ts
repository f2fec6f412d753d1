/**
 * Bundles drawn as text, for tests of the reduction. One event per line, fields in any order:
 *
 *     [THREAD TURN] event_type field=value field={"json":1} some_payload={"any":"json"}
 *
 * The envelope's context in brackets may be left out or shortened to the thread. A field ending in `_payload` becomes a
 * payload file; `some_payload=items(…)` is a request or response holding the items drawn in the parentheses:
 *
 *     user hello | assistant hi | call c1 {"cmd":"ls"} | output c1 done | custom c1 code | customout c1 done
 *     reason blob | agent /root /root/a text            any of them with `#id` before it for a Responses id
 *
 * Seqs count from 1, the clock is `1000 + 10 * seq`.
 */
import type { ListedSource } from '../bundle/source.ts'
import { memorySource } from './memory-source.ts'

export interface DrawnBundle {
  readonly files: Map<string, string>
  readonly source: ListedSource
}

export interface DrawOptions {
  readonly schema?: number
  /** Payload files by number that are missing, or replaced by another text. */
  readonly payloads?: Readonly<Record<number, string | undefined>>
  /** Lines put behind the drawn ones as they are. */
  readonly tail?: string
}

const START = `
  rollout_started trace_id=trace root_thread_id=root
  thread_started thread_id=root agent_path=/root
  codex_turn_started codex_turn_id=t1 thread_id=root
`

/** The events that nearly every test starts with: seqs 1 to 3, thread `root`, turn `t1`. */
export function drawRun(text: string, options: DrawOptions = {}): DrawnBundle {
  return drawBundle(START + text, options)
}

export function drawBundle(text: string, options: DrawOptions = {}): DrawnBundle {
  const schema = options.schema ?? 2
  const files = new Map<string, string>()
  const payloads = new Payloads(files)
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => JSON.stringify(eventOf(line, index + 1, schema, payloads)))
  for (const [number, replacement] of Object.entries(options.payloads ?? {})) {
    if (replacement === undefined) files.delete(`payloads/${number}.json`)
    else files.set(`payloads/${number}.json`, replacement)
  }
  files.set('manifest.json', JSON.stringify(manifestOf(schema)))
  files.set('trace.jsonl', lines.map((line) => `${line}\n`).join('') + (options.tail ?? ''))
  return { files, source: memorySource('drawn', files) }
}

function manifestOf(schema: number) {
  return {
    schema_version: schema,
    trace_id: 'trace',
    rollout_id: 'rollout',
    root_thread_id: 'root',
    started_at_unix_ms: 1000,
    raw_event_log: 'trace.jsonl',
    payloads_dir: 'payloads',
  }
}

class Payloads {
  readonly #files: Map<string, string>
  #count = 0

  constructor(files: Map<string, string>) {
    this.#files = files
  }

  add(text: string, kind: string): unknown {
    this.#count += 1
    const path = `payloads/${String(this.#count)}.json`
    this.#files.set(path, text)
    return { raw_payload_id: `raw_payload:${String(this.#count)}`, kind: { type: kind }, path }
  }
}

const LINE = /^(?:\[(\S+)(?: (\S+))?\] )?(\w+) ?(.*)$/

function eventOf(line: string, seq: number, schema: number, payloads: Payloads): unknown {
  const [, thread, turn, type = '', rest = ''] = LINE.exec(line) ?? []
  return {
    schema_version: schema,
    seq,
    wall_time_unix_ms: 1000 + 10 * seq,
    rollout_id: 'rollout',
    thread_id: thread ?? null,
    codex_turn_id: turn ?? null,
    payload: { type, ...fieldsOf(type, rest, payloads) },
  }
}

function fieldsOf(type: string, text: string, payloads: Payloads): Record<string, unknown> {
  // A field starts where a name and an equals sign follow a space.
  const fields = text.split(/ (?=\w+=)/).filter((field) => field !== '')
  return Object.fromEntries(
    fields.map((field) => {
      const at = field.indexOf('=')
      return [field.slice(0, at), valueOf(type, field.slice(0, at), field.slice(at + 1), payloads)]
    }),
  )
}

function valueOf(type: string, name: string, text: string, payloads: Payloads): unknown {
  if (name.endsWith('_payload')) return payloads.add(payloadText(type, text), kindOf(type, name))
  return /^(?:[{["].*|-?\d+|null|true|false)$/.test(text) ? JSON.parse(text) : text
}

function kindOf(type: string, name: string): string {
  if (name === 'request_payload') return type.startsWith('inference') ? 'inference_request' : 'compaction_request'
  if (name === 'checkpoint_payload') return 'compaction_checkpoint'
  if (name === 'metadata_payload') return 'session_metadata'
  if (name === 'invocation_payload') return 'tool_invocation'
  if (name === 'runtime_payload') return 'tool_runtime_event'
  return name.endsWith('response_payload') && type.startsWith('inference') ? 'inference_response' : 'tool_result'
}

function payloadText(type: string, text: string): string {
  const drawn = /^items\((.*)\)(?: after (\S+))?$/.exec(text)
  if (drawn === null) return text
  const items = (drawn[1] ?? '').split(' | ').filter((item) => item !== '')
  const list = items.map(itemOf)
  if (type !== 'inference_started') return JSON.stringify({ output_items: list })
  return JSON.stringify({ input: list, ...(drawn[2] !== undefined && { previous_response_id: drawn[2] }) })
}

const ITEM = /^(?:#(\S+) )?(\w+)(?: (.*))?$/

/** One Responses item. */
function itemOf(text: string): Record<string, unknown> {
  const [, id, kind = '', rest = ''] = ITEM.exec(text) ?? []
  const [first = '', ...others] = rest.split(' ')
  const tail = others.join(' ')
  return { ...(id !== undefined && { id }), ...bodyOf(kind, rest, first, tail) }
}

function bodyOf(kind: string, rest: string, first: string, tail: string): Record<string, unknown> {
  switch (kind) {
    case 'user':
    case 'developer':
      return { type: 'message', role: kind, content: [{ type: 'input_text', text: rest }] }
    case 'assistant':
      return { type: 'message', role: kind, content: [{ type: 'output_text', text: rest }] }
    case 'call':
      return { type: 'function_call', name: 'tool', call_id: first, arguments: tail }
    case 'output':
      return { type: 'function_call_output', call_id: first, output: tail }
    case 'custom':
      return { type: 'custom_tool_call', name: 'exec', call_id: first, input: tail }
    case 'customout':
      return { type: 'custom_tool_call_output', call_id: first, output: tail }
    case 'reason':
      return { type: 'reasoning', summary: [], encrypted_content: rest }
    case 'agent': {
      const [recipient = '', ...words] = tail.split(' ')
      const content = [{ type: 'input_text', text: words.join(' ') }]
      return { type: 'agent_message', author: first, recipient, content }
    }
    default:
      return { type: kind }
  }
}
