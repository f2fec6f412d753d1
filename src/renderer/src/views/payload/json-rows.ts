/**
 * The opened part of a JSON tree as flat rows, and how a place in it is named. A container of many children shows them in groups,
 * so that no list is longer than `MOST_CHILDREN`. Pure; children come from elsewhere.
 */
import type { JsonNode, JsonProblem } from '../../../../shared/view-models/document.ts'

export const MOST_CHILDREN = 1000

/** Something that opens: children [from, from + size) of the container that begins at `start`; all of them if size is Infinity. */
export interface Branch {
  readonly start: number
  readonly from: number
  readonly size: number
}

/** What is known of an opened branch. */
export interface Opened {
  readonly branch: Branch
  readonly nodes: readonly JsonNode[]
  /** Children of the whole container, as far as it is read. */
  readonly count: number
  /** False while there may be more later. */
  readonly ended: boolean
  readonly problem: JsonProblem | undefined
}

export interface JsonRow {
  readonly id: string
  /** Of a group: the container that it is a part of. */
  readonly node: JsonNode
  /** Set on containers and groups. */
  readonly branch: Branch | undefined
  /** First and last index of a group. */
  readonly group: { readonly first: number; readonly last: number } | undefined
  /** 0 for the root. */
  readonly depth: number
  /** Row index of the parent, -1 for the root. */
  readonly parent: number
  readonly open: boolean
  /** Children of a container, if they were counted. */
  readonly count: number | undefined
  /** Set on the row after which the text is not JSON. */
  readonly problem: JsonProblem | undefined
}

export function isContainer({ kind }: JsonNode): boolean {
  return kind === 'object' || kind === 'array'
}

export function branchId({ start, from, size }: Branch): string {
  return `${String(start)}:${String(from)}:${String(size)}`
}

export function branchOf(node: JsonNode): Branch {
  return { start: node.start, from: 0, size: Infinity }
}

/** The groups that a branch of so many children is shown in; undefined if it is shown child by child. */
export function groupsOf(branch: Branch, count: number): readonly Branch[] | undefined {
  const size = Math.min(branch.size, count - branch.from)
  if (size <= MOST_CHILDREN) return undefined
  let step = MOST_CHILDREN
  while (size / step > MOST_CHILDREN) step *= MOST_CHILDREN
  return Array.from({ length: Math.ceil(size / step) }, (_, at) => {
    const from = branch.from + at * step
    return { start: branch.start, from, size: Math.min(step, branch.from + size - from) }
  })
}

/** The branches to open, outermost first, so that child `index` of a container of `count` children is seen. */
export function branchesTo(branch: Branch, count: number, index: number): readonly Branch[] {
  const inner = groupsOf(branch, count)?.find(({ from, size }) => index >= from && index < from + size)
  return inner === undefined ? [branch] : [branch, ...branchesTo(inner, count, index)]
}

export function rowsOf(root: JsonNode | undefined, opened: ReadonlyMap<string, Opened>): readonly JsonRow[] {
  const rows: JsonRow[] = []
  const add = (node: JsonNode, branch: Branch | undefined, group: JsonRow['group'], depth: number, parent: number) => {
    const id = branch === undefined ? String(node.start) : branchId(branch)
    const own = opened.get(id)
    const count = group === undefined ? (own?.count ?? node.count ?? undefined) : undefined
    const common = { id, node, branch, group, depth, parent, count }
    const at = rows.push({ ...common, open: own !== undefined, problem: own?.problem }) - 1
    return { own, at }
  }
  // Openings are entered depth first without recursion: a row waits here until those before it are laid out.
  const waiting: (readonly [JsonNode, Branch | undefined, JsonRow['group'], number, number])[] = []
  if (root !== undefined) waiting.push([root, isContainer(root) ? branchOf(root) : undefined, undefined, 0, -1])
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, branch, , depth] = next
    const { own, at } = add(...next)
    if (own === undefined || branch === undefined) continue
    const groups = groupsOf(branch, own.count)
    const below =
      groups === undefined
        ? own.nodes.map((child) => [child, isContainer(child) ? branchOf(child) : undefined, undefined] as const)
        : groups.map((group) => [node, group, { first: group.from, last: group.from + group.size - 1 }] as const)
    for (const [child, childBranch, group] of below.toReversed())
      waiting.push([child, childBranch, group, depth + 1, at])
  }
  return rows
}

/** RFC 6901: `/items/0/a~1b`; empty for the root. */
export function jsonPointer(rows: readonly JsonRow[], at: number): string {
  return keysOf(rows, at)
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** As it is written in JavaScript: `items[0]["a/b"]`; `$` for the root. */
export function jsonPath(rows: readonly JsonRow[], at: number): string {
  const steps = keysOf(rows, at).map((key) => {
    if (typeof key === 'number') return `[${String(key)}]`
    return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  return `$${steps.join('')}`
}

/** Of a group, the keys of its container. */
function keysOf(rows: readonly JsonRow[], at: number): readonly (string | number)[] {
  const keys: (string | number)[] = []
  for (let row = rows[at]; row !== undefined; row = rows[row.parent])
    if (row.group === undefined && row.node.key !== null) keys.push(row.node.key)
  return keys.reverse()
}

/** The string that JSON text stands for; broken escapes stay as they are written. */
export function decodeString(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' ? value : quoted
  } catch {
    // Control characters inside a string are not JSON, but people write them.
    return quoted.slice(1, -1)
  }
}
