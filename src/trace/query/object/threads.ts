/** Details of agent threads and their turns. */
import type { ThreadId } from '../../base/ids.ts'
import type { CodexTurn, Thread } from '../../model/graph.ts'
import type { Field } from '../../../shared/view-models/object.ts'
import type { TokenTotals } from '../../../shared/view-models/overview.ts'
import { anchorRef } from '../interactions.ts'
import { turnOrdinal } from '../object-label.ts'
import { countFailed, tokensOf } from '../overview.ts'
import { threadOf } from '../refs.ts'
import type { TraceIndex } from '../trace-index.ts'
import { edgeRelation } from './edges.ts'
import { amount, executionFields, link, mono, relation, text } from './parts.ts'
import type { Description } from './parts.ts'

/** `thread` is undefined for one that is only referred to. */
export function describeThread(index: TraceIndex, id: ThreadId, thread: Thread | undefined): Description {
  const calls = index.callsOf(id)
  const tools = index.toolsOf(id)
  const position = index.threadPositions.get(id)
  const children = index.threads.filter(({ parent }) => parent === position).map(({ threadId }) => threadId)
  const sent = index.interactions.filter(({ source }) => threadOf(index.graph, anchorRef(source)) === id)
  const received = index.interactions.filter(({ target }) => threadOf(index.graph, anchorRef(target)) === id)
  return {
    status: thread?.execution.status ?? 'unknown',
    fields: [
      ...(thread === undefined ? [text('start', 'not recorded')] : threadFields(index, thread)),
      mono('thread id', id),
      ...tokenFields(tokensOf(calls)),
      amount('failures', countFailed(calls) + countFailed(tools), '', 'derived'),
      amount('diagnostics', index.diagnosticsInThread(id), '', 'derived'),
    ],
    relations: [
      ...relation(index, 'children', 'thread', children, 'derived'),
      ...relation(
        index,
        'turns',
        'codex_turn',
        index.turnsOf(id).map((turn) => turn.codex_turn_id),
      ),
      ...relation(
        index,
        'inference calls',
        'inference_call',
        calls.map((call) => call.inference_call_id),
      ),
      ...relation(
        index,
        'tool calls',
        'tool_call',
        tools.map((tool) => tool.tool_call_id),
      ),
      ...relation(
        index,
        'code cells',
        'code_cell',
        index.cellsOf(id).map((cell) => cell.code_cell_id),
      ),
      ...relation(
        index,
        'terminal sessions',
        'terminal_session',
        index.sessionsOf(id).map((session) => session.terminal_id),
      ),
      ...relation(
        index,
        'compactions',
        'compaction',
        index.compactionsOf(id).map((compaction) => compaction.compaction_id),
      ),
      ...relation(index, 'conversation items', 'conversation_item', thread?.conversation_item_ids ?? []),
      ...edgeRelation(index, 'sent', sent),
      ...edgeRelation(index, 'received', received),
    ],
  }
}

function threadFields(index: TraceIndex, thread: Thread): readonly Field[] {
  const { origin } = thread
  return [
    mono('agent path', thread.agent_path),
    text('nickname', thread.nickname),
    ...(origin.type === 'root'
      ? [text('origin', 'root')]
      : [
          text('origin', 'spawned'),
          link(index, 'parent', 'thread', origin.parent_thread_id),
          link(index, 'spawn edge', 'interaction_edge', origin.spawn_edge_id),
          text('task name', origin.task_name),
          text('role', origin.agent_role === '' ? null : origin.agent_role),
        ]),
    text('default model', thread.default_model),
    ...executionFields(thread.execution),
  ]
}

export function tokenFields(tokens: TokenTotals | null): readonly Field[] {
  return [
    amount('input', tokens?.input, 'tokens', 'derived'),
    amount('cached input', tokens?.cached, 'tokens', 'derived'),
    amount('output', tokens?.output, 'tokens', 'derived'),
    amount('reasoning output', tokens?.reasoning, 'tokens', 'derived'),
  ]
}

export function describeTurn(index: TraceIndex, turn: CodexTurn): Description {
  const id = turn.codex_turn_id
  const calls = index.callsOfTurn(id)
  const tools = index.toolsOfTurn(id)
  const thread = turn.thread_id
  const cells = index.cellsOf(thread).filter((cell) => cell.codex_turn_id === id)
  const compactions = index.compactionsOf(thread).filter((compaction) => compaction.codex_turn_id === id)
  return {
    status: turn.execution.status,
    fields: [
      ...executionFields(turn.execution),
      link(index, 'thread', 'thread', thread),
      amount('turn of its thread', turnOrdinal(index, turn), '', 'derived'),
      mono('turn id', id),
      ...tokenFields(tokensOf(calls)),
      amount('failures', countFailed(calls) + countFailed(tools), '', 'derived'),
    ],
    relations: [
      ...relation(
        index,
        'inference calls',
        'inference_call',
        calls.map((call) => call.inference_call_id),
      ),
      ...relation(
        index,
        'tool calls',
        'tool_call',
        tools.map((tool) => tool.tool_call_id),
      ),
      ...relation(
        index,
        'code cells',
        'code_cell',
        cells.map((cell) => cell.code_cell_id),
      ),
      ...relation(
        index,
        'compactions',
        'compaction',
        compactions.map((compaction) => compaction.compaction_id),
      ),
      ...relation(
        index,
        'items first seen',
        'conversation_item',
        index.itemsOfTurn(id).map((item) => item.item_id),
      ),
    ],
  }
}
