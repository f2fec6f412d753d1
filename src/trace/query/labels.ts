/** Short names of objects, for slices, links and rows. Text from a bundle goes in as it is: making it safe is the view's. */
import { unreachable } from '../base/assert.ts'
import type {
  ConversationItem,
  InferenceCall,
  ItemPart,
  TerminalOperation,
  TerminalRequest,
  ToolCall,
  ToolKind,
} from '../model/graph.ts'

/** UTF-16 code units of a label, the ellipsis included. */
export const labelLength = 80

/** The first line that is not blank, without surrounding space, cut to `limit` code units. Looks at the first 4 KiB only. */
export function firstLine(text: string, limit = labelLength): string {
  const line =
    text
      .slice(0, 4096)
      .match(/\S[^\n\r]*/)?.[0]
      .trimEnd() ?? ''
  return shorten(line, limit)
}

/** Cuts at the end and says so with `…`; never inside a surrogate pair. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

export function toolName(kind: ToolKind): string {
  switch (kind.type) {
    case 'mcp':
      return `${kind.server}.${kind.tool}`
    case 'other':
      return kind.name
    default:
      return kind.type
  }
}

/** The script of `bash -lc SCRIPT` and its like, else the whole command; of a write the characters, `poll` if there are none. */
export function commandText(request: TerminalRequest): string {
  switch (request.type) {
    case 'exec_command': {
      const [shell, option, script, ...rest] = request.command
      const isShell = shell !== undefined && /(^|[\\/])(ba|z|da|k|fi)?sh(\.exe)?$/.test(shell)
      const isScript = isShell && rest.length === 0 && (option === '-lc' || option === '-c')
      return isScript && script !== undefined ? script : request.display_command
    }
    case 'write_stdin':
      return request.stdin === '' ? 'poll' : JSON.stringify(request.stdin)
    default:
      return unreachable(request)
  }
}

/** The tool's name with what tells this call from the next: its command, target or message. */
export function toolLabel(tool: ToolCall, operation: TerminalOperation | undefined): string {
  const name = toolName(tool.kind)
  const detail = operation === undefined ? summaryDetail(tool) : commandText(operation.request)
  const line = firstLine(detail)
  return line === '' ? name : shorten(`${name} ${line}`, labelLength)
}

function summaryDetail({ summary }: ToolCall): string {
  switch (summary.type) {
    case 'generic':
      return agentDetail(summary.input_preview ?? '')
    case 'agent':
      return `${summary.target_agent_path} ${summary.message_preview}`
    case 'wait_agent':
      return summary.target_agent_path ?? ''
    case 'terminal':
      return ''
    default:
      return unreachable(summary)
  }
}

/** Of arguments such as `{"task_name":"x","message":"…`: the values that a person looks for; else the preview itself. */
function agentDetail(preview: string): string {
  const named = ['task_name', 'target', 'message'].flatMap((key) => previewValue(preview, key) ?? [])
  return named.length === 0 ? preview : named.join(' ')
}

/**
 * The string value of `key` in a preview of JSON arguments, which recorders cut after 160 characters and end with `...`.
 * Undefined if the preview does not reach it.
 */
export function previewValue(preview: string, key: string): string | undefined {
  const start = preview.search(new RegExp(`"${key}"\\s*:\\s*"`))
  if (start < 0) return undefined
  const open = preview.indexOf('"', preview.indexOf(':', start)) + 1
  const body = /^(?:[^"\\]|\\(?:u[0-9a-fA-F]{4}|[^u]))*/.exec(preview.slice(open))?.[0] ?? ''
  const isClosed = preview[open + body.length] === '"'
  return unescapeJson(isClosed ? body : body.replace(/\.{3}$/, '…'))
}

/** The text behind JSON escapes; escapes that JSON does not know stay as they are. */
function unescapeJson(body: string): string {
  const short: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  return body.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (short[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** What a tool call that talks to another agent said, as far as the recorded preview goes. */
export function messagePreview({ summary }: ToolCall): string | undefined {
  if (summary.type === 'agent') return summary.message_preview
  return summary.type === 'generic' ? previewValue(summary.input_preview ?? '', 'message') : undefined
}

/** The readable text of an item's parts, one after the other; empty if it has none (encrypted, payload only). */
export function readableText(parts: readonly ItemPart[]): string {
  return parts.flatMap((part) => partText(part) ?? []).join('\n')
}

function partText(part: ItemPart): string | undefined {
  switch (part.type) {
    case 'text':
    case 'summary':
      return part.text
    case 'json':
      return part.summary
    case 'code':
      return part.source
    case 'encoded':
    case 'payload_ref':
      return undefined
    default:
      return unreachable(part)
  }
}

/** A delivery's own words: agent messages begin with a header that ends in a line `Payload:`. */
export function deliveredText(item: ConversationItem): string {
  const text = readableText(item.body.parts)
  const header = item.agent_message === undefined ? -1 : text.slice(0, 4096).search(/^Payload:\r?$/m)
  return header < 0 ? text : text.slice(header + 'Payload:'.length).replace(/^\r?\n/, '')
}

export function itemLabel(item: ConversationItem): string {
  const isMessage = item.kind === 'message'
  const who =
    item.agent_message === undefined ? item.role : `${item.agent_message.author} → ${item.agent_message.recipient}`
  const name = isMessage ? who : item.kind
  const line = firstLine(deliveredText(item))
  const isEncrypted = line === '' && item.body.parts.some((part) => part.type === 'encoded')
  const text = isEncrypted ? '(encrypted)' : line
  return shorten(text === '' ? name : `${name}: ${text}`, labelLength)
}

/** `ordinal` counts the calls of the thread from 1. */
export function callLabel(call: InferenceCall, ordinal: number): string {
  return shorten(`inference ${String(ordinal)} ${call.model}`, labelLength)
}
