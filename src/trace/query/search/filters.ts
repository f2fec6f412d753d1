/** Which objects a query's filters let through. An object must pass each filter that is given; several of a kind are alternatives. */
import { as } from '../../base/ids.ts'
import type { EdgeId, ItemId, ThreadId, ToolCallId } from '../../base/ids.ts'
import type { ToolCall } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import { anchorRef } from '../interactions.ts'
import { toolName } from '../labels.ts'
import { graphObject, refOfId, threadOf } from '../refs.ts'
import type { TraceIndex } from '../trace-index.ts'
import type { SearchQuery } from './query-words.ts'

export function passes(index: TraceIndex, ref: ObjectRef, query: SearchQuery): boolean {
  if (query.unknown.length > 0) return false
  if (query.kinds.length > 0 && !query.kinds.includes(ref.kind)) return false
  if (query.agents.length > 0 && !threadsOf(index, ref).some((thread) => isAgent(index, thread, query.agents)))
    return false
  if (query.statuses.length > 0 && !statusesOf(index, ref).some((status) => query.statuses.includes(status)))
    return false
  if (query.tools.length === 0) return true
  return toolsOf(index, ref).some(({ kind }) => query.tools.some((name) => toolName(kind).toLowerCase().includes(name)))
}

/** Both ends of an edge; the thread of a diagnostic's object. */
export function threadsOf(index: TraceIndex, ref: ObjectRef): readonly ThreadId[] {
  if (ref.kind === 'interaction_edge') {
    const edge = index.interaction(as<EdgeId>(ref.id))
    if (edge === undefined) return []
    return [edge.source, edge.target].flatMap((anchor) => threadOf(index.graph, anchorRef(anchor)) ?? [])
  }
  if (ref.kind === 'diagnostic') {
    const object = index.reduction.diagnostics[Number(ref.id)]?.object
    const target = object === null || object === undefined ? undefined : refOfId(index.reduction, object)
    return target === undefined ? [] : threadsOf(index, target)
  }
  const thread = threadOf(index.graph, ref)
  return thread === undefined ? [] : [thread]
}

function isAgent(index: TraceIndex, thread: ThreadId, agents: readonly string[]): boolean {
  const path = index.pathOf(thread).toLowerCase()
  const nickname = index.graph.threads.get(thread)?.nickname?.toLowerCase() ?? ''
  return agents.some((agent) =>
    agent.startsWith('/')
      ? path === agent || path.startsWith(`${agent}/`)
      : path.includes(agent) || nickname.includes(agent),
  )
}

function statusesOf({ graph, reduction }: TraceIndex, ref: ObjectRef): readonly string[] {
  if (ref.kind === 'diagnostic') return [reduction.diagnostics[Number(ref.id)]?.severity ?? '']
  const found = graphObject(graph, ref)
  if (found === undefined || !('execution' in found.object)) return []
  const { status } = found.object.execution
  return found.kind === 'code_cell' ? [status, found.object.runtime_status] : [status]
}

function toolsOf(index: TraceIndex, ref: ObjectRef): readonly ToolCall[] {
  switch (ref.kind) {
    case 'tool_call': {
      const tool = index.graph.tool_calls.get(as<ToolCallId>(ref.id))
      return tool === undefined ? [] : [tool]
    }
    case 'conversation_item':
      return index.toolsOfItem(as<ItemId>(ref.id)).map(({ tool }) => tool)
    case 'terminal_operation': {
      const found = graphObject(index.graph, ref)
      const id = found?.kind === 'terminal_operation' ? found.object.tool_call_id : undefined
      const tool = id === undefined ? undefined : index.graph.tool_calls.get(id)
      return tool === undefined ? [] : [tool]
    }
    default:
      return []
  }
}
