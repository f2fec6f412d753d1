/** A JSON document as a tree: what is opened, what is chosen, the search in it. Holds the whole text, so only for documents of a few MiB. */
import type { ByteSource } from './byte-source.ts'
import { createJsonTree, type JsonRow, type JsonTree } from './json-rows.ts'
import type { FindState } from './text-state.svelte.ts'

/** Larger documents are shown as text. */
export const MOST_TREE_BYTES = 8 * 1024 * 1024
const FIRST_ROWS = 150

export interface JsonState {
  readonly text: string
  readonly rows: readonly JsonRow[]
  /** Row index, -1 if there is none. */
  readonly chosen: number
  readonly find: FindState
  choose(row: number): void
  toggle(row: number): void
  findNext(wanted: string, backwards: boolean): void
  stopFinding(): void
}

/** Undefined if the text has no first value at all. */
export async function loadJson(source: ByteSource, signal: AbortSignal): Promise<JsonState | undefined> {
  const text = new TextDecoder().decode(await source.read(0, source.size, signal))
  const tree = createJsonTree(text)
  return tree.root === undefined ? undefined : createJsonState(text, tree)
}

function createJsonState(text: string, tree: JsonTree): JsonState {
  let open = $state.raw(tree.firstOpen(FIRST_ROWS))
  let chosenStart = $state(-1)
  let find = $state.raw<FindState>({ name: 'idle' })
  const rows = $derived(tree.rows(open))
  const chosen = $derived(rows.findIndex(({ node }) => node.start === chosenStart))
  const lower = text.toLowerCase()

  function findNext(wanted: string, backwards: boolean): void {
    const needle = wanted.toLowerCase()
    const from = find.name === 'found' ? find.offset : backwards ? text.length : -1
    const near = backwards ? lower.lastIndexOf(needle, from - 1) : lower.indexOf(needle, from + 1)
    const at = near !== -1 ? near : backwards ? lower.lastIndexOf(needle) : lower.indexOf(needle)
    const path = at === -1 ? undefined : tree.pathTo(at)
    if (path === undefined) {
      find = { name: 'none' }
      return
    }
    open = new Set([...open, ...path.open])
    chosenStart = path.node.start
    find = { name: 'found', offset: at }
  }

  return {
    text,
    get rows() {
      return rows
    },
    get chosen() {
      return chosen
    },
    get find() {
      return find
    },
    choose(row) {
      chosenStart = rows[row]?.node.start ?? -1
    },
    toggle(row) {
      const start = rows[row]?.node.start
      if (start === undefined) return
      open = open.has(start) ? new Set([...open].filter((other) => other !== start)) : new Set([...open, start])
    },
    findNext,
    stopFinding() {
      find = { name: 'idle' }
    },
  }
}
