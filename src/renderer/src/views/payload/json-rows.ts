/** The opened part of a JSON tree as flat rows, and what a person wants to copy of it. Pure. */
import { childrenOf, decodeString, rootNode, type JsonNode, type JsonProblem } from './json-scan.ts'

export interface JsonRow {
  readonly node: JsonNode
  /** 0 for the root. */
  readonly depth: number
  /** Row index of the parent, -1 for the root. */
  readonly parent: number
  readonly open: boolean
  /** Number of children; known once the node was opened, and for empty containers. */
  readonly size: number | undefined
  /** Set on the row after which the text is not JSON. */
  readonly problem: JsonProblem | undefined
}

export interface JsonTree {
  /** Undefined if the text does not even begin a value. */
  readonly root: JsonNode | undefined
  rows(open: ReadonlySet<number>): readonly JsonRow[]
  /** The deepest node at a place in the text, and the nodes to open so that it is seen. */
  pathTo(at: number): { readonly open: readonly number[]; readonly node: JsonNode } | undefined
  /** Nodes to open at first: from the root down, while they add at most `budget` rows. */
  firstOpen(budget: number): ReadonlySet<number>
}

/** `open` sets hold the start offsets of opened nodes. Children are looked for once. */
export function createJsonTree(text: string): JsonTree {
  const root = rootNode(text)
  const known = new Map<number, ReturnType<typeof childrenOf>>()

  function childrenAt(node: JsonNode): ReturnType<typeof childrenOf> {
    const found = known.get(node.start) ?? childrenOf(text, node)
    known.set(node.start, found)
    return found
  }

  return {
    root: root.node,
    rows(open) {
      const rows: JsonRow[] = []
      const waiting = root.node === undefined ? [] : [{ node: root.node, depth: 0, parent: -1 }]
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const { node } = next
        const isOpen = isContainer(node) && open.has(node.start)
        const children = isOpen || known.has(node.start) ? childrenAt(node) : undefined
        const at =
          rows.push({
            ...next,
            open: isOpen,
            size: children?.nodes.length,
            problem: isOpen ? children?.problem : undefined,
          }) - 1
        if (!isOpen || children === undefined) continue
        for (const child of children.nodes.toReversed())
          waiting.push({ node: child, depth: next.depth + 1, parent: at })
      }
      return rows
    },
    pathTo(at) {
      const open: number[] = []
      let node = root.node
      while (node !== undefined && isContainer(node) && at > node.start) {
        const parent: JsonNode = node
        const child = childrenAt(parent).nodes.findLast(({ start }) => start <= at)
        // Between a name and its value, or before the first: the name belongs to the next child.
        const next =
          child !== undefined && at < child.end ? child : childrenAt(parent).nodes.find(({ start }) => start > at)
        if (next === undefined) break
        open.push(parent.start)
        node = next
      }
      return node === undefined ? undefined : { open, node }
    },
    firstOpen(budget) {
      const open = new Set<number>()
      const waiting = root.node === undefined ? [] : [root.node]
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (!isContainer(next)) continue
        const { nodes } = childrenAt(next)
        if (open.size > 0 && nodes.length > budget) continue
        budget -= nodes.length
        open.add(next.start)
        waiting.push(...nodes)
      }
      return open
    },
  }
}

export function isContainer({ kind }: JsonNode): boolean {
  return kind === 'object' || kind === 'array'
}

/** RFC 6901: `/items/0/a~1b`; empty for the root. */
export function jsonPointer(rows: readonly JsonRow[], at: number): string {
  const steps: string[] = []
  for (let row = rows[at]; row?.node.key !== undefined; row = rows[row.parent])
    steps.push(String(row.node.key).replaceAll('~', '~0').replaceAll('/', '~1'))
  return steps
    .reverse()
    .map((step) => `/${step}`)
    .join('')
}

/** What copying a node gives: a string as the text it stands for, anything else as written. */
export function nodeText(text: string, { kind, start, end }: JsonNode): string {
  return kind === 'string' ? decodeString(text.slice(start, end)) : text.slice(start, end)
}
