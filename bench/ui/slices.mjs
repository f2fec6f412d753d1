/**
 * The slices and edges of a reduced graph, counted without the program that draws them: what a frame of the lanes must show,
 * and the same slices as a Chrome trace for speedscope.
 */

/** @typedef {{ lane: number, kind: string, id: string, name: string, from: number, to: number }} Slice ms since the start */
/** @typedef {{ slices: readonly Slice[], edges: readonly { from: number, to: number, fromLane: number, toLane: number }[], lanes: readonly string[], extent: number }} Run */

/** @param {any} graph as `rolloutlens reduce` writes it @returns {Run} */
export function runOf(graph) {
  const start = graph.started_at_unix_ms
  const threads = Object.values(graph.threads)
  const lanes = lanesInTreeOrder(threads)
  const laneOf = new Map(lanes.map((id, index) => [id, index]))
  /** @type {Slice[]} */
  const slices = []
  /** @param {string} kind @param {any} thread @param {string} id @param {string} name @param {any} execution */
  const add = (kind, thread, id, name, execution) => {
    const lane = laneOf.get(thread)
    if (lane === undefined) return
    const from = execution.started_at_unix_ms - start
    slices.push({ lane, kind, id, name, from, to: Math.max(from, execution.ended_at_unix_ms - start) })
  }
  for (const turn of Object.values(graph.codex_turns))
    add('turn', turn.thread_id, turn.codex_turn_id, 'turn', turn.execution)
  for (const call of Object.values(graph.inference_calls))
    add('inference', call.thread_id, call.inference_call_id, 'inference', call.execution)
  for (const tool of Object.values(graph.tool_calls))
    add('tool', tool.thread_id, tool.tool_call_id, tool.kind.type, tool.execution)
  for (const cell of Object.values(graph.code_cells))
    add('code_cell', cell.thread_id, cell.code_cell_id, 'cell', cell.execution)
  for (const operation of Object.values(graph.terminal_operations)) {
    const tool = graph.tool_calls[operation.tool_call_id]
    add('terminal', tool.thread_id, operation.operation_id, 'command', operation.execution)
  }
  const threadOf = (/** @type {any} */ anchor) =>
    anchor.type === 'thread'
      ? anchor.thread_id
      : anchor.type === 'tool_call'
        ? graph.tool_calls[anchor.tool_call_id]?.thread_id
        : graph.conversation_items[anchor.item_id]?.thread_id
  const edges = Object.values(graph.interaction_edges).map((edge) => ({
    from: edge.started_at_unix_ms - start,
    to: (edge.ended_at_unix_ms ?? edge.started_at_unix_ms) - start,
    fromLane: laneOf.get(threadOf(edge.source)) ?? -1,
    toLane: laneOf.get(threadOf(edge.target)) ?? -1,
  }))
  const extent = slices.reduce((latest, { to }) => Math.max(latest, to), 0)
  return { slices, edges, lanes, extent }
}

/** Parents before their children, siblings in order of their start. @param {readonly any[]} threads @returns {readonly string[]} */
function lanesInTreeOrder(threads) {
  const started = (/** @type {any} */ thread) => thread.execution.started_seq
  const children = (/** @type {string | undefined} */ parent) =>
    threads.filter(({ origin }) => origin.parent_thread_id === parent).toSorted((a, b) => started(a) - started(b))
  const below = (/** @type {any} */ thread) => [thread.thread_id, ...children(thread.thread_id).flatMap(below)]
  return children(undefined).flatMap(below)
}

/**
 * Everything on one thread, so that one flame chart holds it: agents after one another, each in its own time. Or one agent alone.
 * @param {Run} run @param {number | undefined} only
 */
export function chromeTraceOf(run, only) {
  const gap = 1000
  const events = run.slices
    .filter(({ lane }) => only === undefined || lane === only)
    .map((slice, index) => ({ slice, index, offset: only === undefined ? slice.lane * (run.extent + gap) : 0 }))
    // Outer slices first where two begin together.
    .sort((a, b) => a.slice.from + a.offset - b.slice.from - b.offset || b.slice.to - a.slice.to || a.index - b.index)
    .map(({ slice, offset }) => ({
      ...{ ph: 'X', pid: 1, tid: 1, cat: slice.kind, name: slice.name },
      ...{ ts: (slice.from + offset) * 1000, dur: Math.max(1, (slice.to - slice.from) * 1000) },
    }))
  return { traceEvents: events }
}

/** Kinds that a lane at rest shows by themselves: what runs inside a call is not. */
const AT_REST = new Set(['turn', 'inference', 'outer'])

/**
 * How many slices a frame must have drawn: at least those that lie inside the view for sure, at most those that touch it.
 * @param {Run} run @param {{ from: number, to: number, firstLane: number, endLane: number, slackMs: number, everyRow: boolean }} view
 */
export function expectedSlices(run, { from, to, firstLane, endLane, slackMs, everyRow }) {
  let least = 0
  let most = 0
  for (const slice of run.slices) {
    if (slice.lane < firstLane || slice.lane >= endLane) continue
    if (!everyRow && !AT_REST.has(slice.kind) && !isOuterCall(slice)) continue
    if (slice.to >= from + slackMs && slice.from <= to - slackMs) least += 1
    if (slice.to >= from - slackMs && slice.from <= to + slackMs) most += 1
  }
  return { least, most }
}

/** A call that the model made: those of a cell run inside its call. @param {Slice} slice */
function isOuterCall({ kind, id }) {
  return kind === 'tool' && !id.startsWith('exec-')
}

/**
 * How many edges a frame must have drawn: at least those with both ends inside the view for sure, at most those between lanes that it
 * shows or lies between. The graph says neither when the sending call began nor when the recipient's model saw what it was sent, so
 * time bounds only the former.
 * @param {Run} run @param {{ from: number, to: number, firstLane: number, endLane: number, slackMs: number }} view
 */
export function expectedEdges(run, { from, to, firstLane, endLane, slackMs }) {
  const inside = (/** @type {number} */ lane) => lane >= firstLane && lane < endLane
  let least = 0
  let most = 0
  for (const edge of run.edges) {
    const [start, end] = edge.from <= edge.to ? [edge.from, edge.to] : [edge.to, edge.from]
    if (start >= from + slackMs && end <= to - slackMs && inside(edge.fromLane) && inside(edge.toLane)) least += 1
    const lanes = edge.toLane < 0 ? [edge.fromLane] : [edge.fromLane, edge.toLane]
    if (Math.max(...lanes) >= firstLane - 1 && Math.min(...lanes) <= endLane) most += 1
  }
  return { least, most }
}
