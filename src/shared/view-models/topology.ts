/** The topology drawing: agents as nodes, interaction edges bundled. */
import type { EdgeKind, ExecutionStatus } from '../../trace/model/graph.ts'
import type { TokenTotals } from './overview.ts'

export interface TopologyNode {
  readonly threadId: string
  readonly path: string
  readonly nickname: string | null
  readonly depth: number
  /** Index into `nodes`, -1 without. */
  readonly parent: number
  readonly status: ExecutionStatus | 'unknown'
  readonly inferenceCalls: number
  readonly toolCalls: number
  readonly failures: number
  readonly tokens: TokenTotals | null
}

/** All edges of one kind from one agent to another. */
export interface TopologyBundle {
  /** Indices into `nodes`. */
  readonly from: number
  readonly to: number
  readonly kind: EdgeKind
  readonly count: number
  /** How many no model of the target ever saw, and how many the reference loses. */
  readonly unseen: number
  readonly derived: number
  /** Unix ms of the first and last of them. */
  readonly firstAt: number
  readonly lastAt: number
  /** In log order, at most 200. */
  readonly edgeIds: readonly string[]
}

export interface Topology {
  readonly revision: number
  /** In tree order. */
  readonly nodes: readonly TopologyNode[]
  /** By the first edge of each. */
  readonly bundles: readonly TopologyBundle[]
}
