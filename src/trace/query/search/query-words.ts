/**
 * What a person types into the search box. Words are separated by spaces, phrases stand in double quotes (a quote inside of
 * a word, as in JSON, is part of it); all must match, upper and lower case alike. Filters narrow what is searched:
 *   - `agent:/root/x`  objects of this agent and of those below it; a word without `/` matches anywhere in path or nickname
 *   - `kind:tool`      kinds of objects, in the format's words or short ones; several are alternatives
 *   - `status:failed`  the object's status
 *   - `tool:exec`      tool calls whose name contains it, with their items and terminal operations
 *   - `text:word`      the word must stand in content, not in an id or a name
 */
import type { ObjectKind } from '../../model/object-ref.ts'

export interface SearchQuery {
  readonly words: readonly string[]
  /** Must stand in content. */
  readonly texts: readonly string[]
  readonly agents: readonly string[]
  /** Empty: all kinds. */
  readonly kinds: readonly ObjectKind[]
  readonly statuses: readonly string[]
  readonly tools: readonly string[]
  /** Words after a filter that nothing can match, as typed; such a query finds nothing. */
  readonly unknown: readonly string[]
}

const kindNames: ReadonlyMap<string, readonly ObjectKind[]> = new Map<string, readonly ObjectKind[]>([
  ['agent', ['thread']],
  ['thread', ['thread']],
  ['turn', ['codex_turn']],
  ['codex_turn', ['codex_turn']],
  ['item', ['conversation_item']],
  ['message', ['conversation_item']],
  ['conversation_item', ['conversation_item']],
  ['inference', ['inference_call']],
  ['inference_call', ['inference_call']],
  ['tool', ['tool_call']],
  ['tool_call', ['tool_call']],
  ['cell', ['code_cell']],
  ['code_cell', ['code_cell']],
  ['terminal', ['terminal_session', 'terminal_operation']],
  ['terminal_session', ['terminal_session']],
  ['terminal_operation', ['terminal_operation']],
  ['compaction', ['compaction', 'compaction_request']],
  ['compaction_request', ['compaction_request']],
  ['edge', ['interaction_edge']],
  ['interaction_edge', ['interaction_edge']],
  ['payload', ['raw_payload']],
  ['raw_payload', ['raw_payload']],
  ['diagnostic', ['diagnostic']],
])

const typedWord = /(?:(agent|kind|status|tool|text):)?(?:"([^"]*)(?:"(?=\s|$)|$)|(\S+))/g

export function parseSearch(typed: string): SearchQuery {
  const parts = Array.from(typed.matchAll(typedWord), ([whole, filter = '', quoted, plain = '']) => ({
    whole,
    filter,
    word: quoted ?? plain,
  })).filter(({ word }) => word !== '')
  const of = (filter: string): readonly string[] => parts.flatMap((part) => (part.filter === filter ? [part.word] : []))
  const lower = (filter: string): readonly string[] => of(filter).map((word) => word.toLowerCase())
  const kinds = parts.filter(({ filter }) => filter === 'kind')
  return {
    words: of(''),
    texts: of('text'),
    agents: lower('agent'),
    kinds: kinds.flatMap(({ word }) => kindNames.get(word.toLowerCase()) ?? []),
    statuses: lower('status'),
    tools: lower('tool'),
    unknown: kinds.flatMap(({ whole, word }) => (kindNames.has(word.toLowerCase()) ? [] : [whole])),
  }
}
