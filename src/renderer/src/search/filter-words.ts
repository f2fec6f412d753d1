/** The filter words of a search, and what they can be completed to at the caret. Pure. */

export interface FilterWord {
  /** With its colon. */
  readonly word: string
  readonly meaning: string
  readonly example: string
}

export const filterWords: readonly FilterWord[] = [
  { word: 'agent:', meaning: 'an agent and those below it', example: 'agent:/root/fix' },
  { word: 'kind:', meaning: 'one kind of object', example: 'kind:tool' },
  { word: 'status:', meaning: 'how it ended', example: 'status:failed' },
  { word: 'tool:', meaning: 'calls of a tool', example: 'tool:exec_command' },
  { word: 'text:', meaning: 'in content, not in ids and names', example: 'text:"two words"' },
]

/** Short ones; the format's own words are understood too. */
const kinds = [
  ...['agent', 'turn', 'item', 'inference', 'tool', 'cell', 'terminal', 'compaction', 'edge', 'payload', 'diagnostic'],
]
const statuses = ['failed', 'completed', 'running', 'cancelled', 'aborted', 'warning', 'error']

export interface Completion {
  /** What is put in place of the word at the caret. */
  readonly insert: string
  readonly label: string
  readonly meaning: string
}

export interface Known {
  readonly agents: readonly string[]
  readonly tools: readonly string[]
}

const MOST = 8

/** What the word before the caret can become; nothing for a word that no filter begins with, and for one that is complete. */
export function completionsAt(typed: string, caret: number, known: Known): readonly Completion[] {
  const word = wordAt(typed, caret).text
  const colon = word.indexOf(':')
  if (colon === -1) {
    if (word === '') return []
    return filterWords
      .filter((filter) => filter.word.startsWith(word.toLowerCase()))
      .map(({ word: insert, meaning }) => ({ insert, label: insert, meaning }))
  }
  const filter = word.slice(0, colon + 1).toLowerCase()
  const begun = word.slice(colon + 1).toLowerCase()
  return valuesOf(filter, known)
    .filter((value) => value.toLowerCase().includes(begun) && value.toLowerCase() !== begun)
    .slice(0, MOST)
    .map((value) => ({ insert: `${filter}${quoted(value)} `, label: value, meaning: '' }))
}

/** The text and caret after a completion. */
export function completed(typed: string, caret: number, { insert }: Completion): { text: string; caret: number } {
  const { start } = wordAt(typed, caret)
  return { text: typed.slice(0, start) + insert + typed.slice(caret).trimStart(), caret: start + insert.length }
}

function wordAt(typed: string, caret: number): { readonly start: number; readonly text: string } {
  const start = typed.slice(0, caret).search(/\S*$/)
  return { start, text: typed.slice(start, caret) }
}

function valuesOf(filter: string, { agents, tools }: Known): readonly string[] {
  if (filter === 'agent:') return agents
  if (filter === 'kind:') return kinds
  if (filter === 'status:') return statuses
  return filter === 'tool:' ? tools : []
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value
}
