/** A graph as text, one object per line, for tests that compare the whole of a small one. Items are numbered as they were made. */
import type { ConversationItem, EdgeAnchor, ExecutionWindow, ItemPart, TraceGraph } from '../model/graph.ts'
import type { Reduction } from '../model/reduction.ts'

/** Threads, items, calls, tools, cells, terminals, compactions, edges; then what tolerant reduction says. */
export function printReduction(reduction: Reduction): string {
  const { graph, diagnostics, derived, verdict } = reduction
  return lines([
    ...printGraph(graph),
    ...[...derived.interaction_edges.values()].map(
      (edge) => `derived ${edge.kind} ${anchor(edge.source)} -> ${anchor(edge.target)}${edge.seen ? '' : ' unseen'}`,
    ),
    ...[...derived.tool_call_ids_started_by_response].map(
      ([call, tools]) => `derived ${call} started ${tools.join(' ')}`,
    ),
    ...[...derived.terminal_results].map(([id, result]) => `derived ${id} ${JSON.stringify(result.stdout)}`),
    ...derived.missing_threads.map((thread) => `derived missing thread ${thread}`),
    ...diagnostics.map(({ code, line, object }) => `! ${code}${at(line)}${object === null ? '' : ` ${short(object)}`}`),
    verdict.accepted ? '' : `refused ${verdict.code}${at(verdict.line)}: ${verdict.message}`,
  ])
}

function lines(all: readonly string[]): string {
  return all.filter((line) => line !== '').join('\n')
}

function at(line: number | null): string {
  return line === null ? '' : ` at ${String(line)}`
}

function printGraph(graph: TraceGraph): string[] {
  return [
    ...[...graph.threads.values()].map(
      (thread) =>
        `thread ${thread.thread_id} ${thread.agent_path} ${span(thread.execution)}: ${ids(thread.conversation_item_ids)}`,
    ),
    ...[...graph.codex_turns.values()].map(
      (turn) => `turn ${turn.codex_turn_id} of ${turn.thread_id} ${span(turn.execution)}`,
    ),
    ...[...graph.conversation_items.values()].map(printItem),
    ...[...graph.inference_calls.values()].map((call) => {
      const tools = call.tool_call_ids_started_by_response.join(' ')
      const started = tools === '' ? '' : ` started ${tools}`
      return `call ${call.inference_call_id} ${span(call.execution)}: ${ids(call.request_item_ids)} => ${ids(call.response_item_ids)}${started}`
    }),
    ...[...graph.tool_calls.values()].map((tool) => {
      const items = `${ids(tool.model_visible_call_item_ids)} => ${ids(tool.model_visible_output_item_ids)}`
      const by = tool.requester.type === 'model' ? '' : ` by ${tool.requester.code_cell_id}`
      return `tool ${tool.tool_call_id} ${tool.kind.type}${by} ${span(tool.execution)}: ${items}`
    }),
    ...[...graph.code_cells.values()].map((cell) => {
      const tools = [...cell.nested_tool_call_ids, ...cell.wait_tool_call_ids.map((id) => `wait:${id}`)].join(' ')
      return `cell ${cell.code_cell_id} ${cell.runtime_status} ${span(cell.execution)}: ${short(cell.source_item_id)} => ${ids(cell.output_item_ids)} ${tools}`.trimEnd()
    }),
    ...[...graph.terminal_sessions.values()].map(
      (session) => `session ${short(session.terminal_id)}: ${session.operation_ids.map(short).join(' ')}`,
    ),
    ...[...graph.terminal_operations.values()].map((operation) => {
      const result =
        operation.result === null
          ? ''
          : ` ${String(operation.result.exit_code)} ${JSON.stringify(operation.result.stdout)}`
      return `operation ${short(operation.operation_id)} of ${operation.tool_call_id} ${span(operation.execution)}${result}`
    }),
    ...[...graph.compactions.values()].map(
      (compaction) =>
        `compaction ${compaction.compaction_id}: ${ids(compaction.input_item_ids)} => ${short(compaction.marker_item_id)} ${ids(compaction.replacement_item_ids)}`,
    ),
    ...[...graph.interaction_edges.values()].map(
      (edge) => `edge ${edge.kind} ${anchor(edge.source)} -> ${anchor(edge.target)}`,
    ),
  ]
}

function printItem(item: ConversationItem): string {
  const id = item.responses_item_id === undefined ? '' : ` #${item.responses_item_id}`
  const from = item.produced_by.map((producer) => ` by ${Object.values(producer).slice(1).join(' ')}`).join('')
  const message = item.agent_message ? ` ${item.agent_message.author}>${item.agent_message.recipient}` : ''
  const call = item.call_id === null ? '' : ` ${item.call_id}`
  return `${short(item.item_id)} ${item.role} ${item.kind}${message}${call}${id} ${item.body.parts.map(part).join(' ')}${from}`
}

function part(of: ItemPart): string {
  switch (of.type) {
    case 'text':
    case 'summary':
      return JSON.stringify(of.text)
    case 'encoded':
      return `<${of.value}>`
    case 'json':
      return of.summary
    case 'code':
      return `\`${of.source}\``
    case 'payload_ref':
      return `[${of.label}]`
  }
}

function span({ started_seq: start, ended_seq: end, status }: ExecutionWindow): string {
  return end === null ? `${String(start)}- ${status}` : `${String(start)}-${String(end)} ${status}`
}

function anchor(of: EdgeAnchor): string {
  switch (of.type) {
    case 'conversation_item':
      return short(of.item_id)
    case 'tool_call':
      return of.tool_call_id
    case 'thread':
      return of.thread_id
  }
}

function ids(all: readonly string[]): string {
  return all.length === 0 ? '-' : all.map(short).join(' ')
}

/** Ids that the reducer makes by their numbers. */
function short(id: string): string {
  return id.replace(/^(?:conversation_item|terminal_session:terminal_operation|terminal_operation):/, '')
}
