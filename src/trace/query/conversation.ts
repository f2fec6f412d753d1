/** The Conversation view: one agent's transcript by windows of rows. */
import type { CodexTurnId, ItemId, ThreadId } from '../base/ids.ts'
import { ensure, unreachable } from '../base/assert.ts'
import type { Conversation, ConversationItemView, ConversationRow } from '../../shared/view-models/conversation.ts'
import { compactionDiff } from './compaction-diff.ts'
import type { TimeRange } from './durations.ts'
import { itemView } from './item-view.ts'
import { turnOrdinal } from './object-label.ts'
import type { PayloadReader } from './payload-reader.ts'
import { createJsonSource } from './recorded-json.ts'
import type { JsonSource } from './recorded-json.ts'
import type { TraceIndex } from './trace-index.ts'
import { transcriptWithin } from './transcript.ts'
import type { Transcript, TranscriptRow } from './transcript.ts'

const listedOutputs = 50

export interface ConversationWindow {
  readonly threadId: ThreadId
  /** Row to start with. */
  readonly from: number
  readonly limit: number
  /** Only what was going on in it. */
  readonly range?: TimeRange | null | undefined
}

/** Rows `[from, from + limit)` of the transcript, fewer at its end. Order and total are stable within a revision. */
export async function conversation(
  index: TraceIndex,
  reader: PayloadReader,
  { threadId, from, limit, range = null }: ConversationWindow,
): Promise<Conversation> {
  const transcript = transcriptWithin(index, threadId, range)
  const source = createJsonSource(reader)
  const rows = transcript.rows.slice(from, from + limit)
  return {
    revision: index.revision,
    threadId,
    total: transcript.rows.length,
    turnRows: transcript.turnRows,
    from,
    rows: await Promise.all(rows.map((row) => rowView(index, source, transcript, row))),
  }
}

async function rowView(
  index: TraceIndex,
  source: JsonSource,
  transcript: Transcript,
  row: TranscriptRow,
): Promise<ConversationRow> {
  switch (row.type) {
    case 'turn':
      return turnRow(index, row.turn)
    case 'compaction':
      return compactionRow(index, row)
    case 'item': {
      const shown = [row.item, ...row.outputs.slice(0, listedOutputs)]
      const views = await Promise.all(shown.map((id) => viewOf(index, source, transcript, id)))
      const [item, ...outputs] = views.flat()
      return {
        type: 'item',
        item: ensure(item, `item ${row.item} of a transcript`),
        outputs,
        outputsTotal: row.outputs.length,
      }
    }
    default:
      return unreachable(row)
  }
}

async function viewOf(
  index: TraceIndex,
  source: JsonSource,
  { positions }: Transcript,
  id: ItemId,
): Promise<readonly ConversationItemView[]> {
  const item = index.graph.conversation_items.get(id)
  return item === undefined ? [] : [await itemView(index, source, item, positions.get(id) ?? 0)]
}

function turnRow(index: TraceIndex, id: CodexTurnId | null): ConversationRow {
  const turn = id === null ? undefined : index.graph.codex_turns.get(id)
  return {
    type: 'turn',
    turnId: id,
    label: turn === undefined ? (id ?? 'outside of any turn') : `turn ${String(turnOrdinal(index, turn))}`,
    status: turn?.execution.status ?? 'unknown',
    startedAt: turn?.execution.started_at_unix_ms ?? null,
    endedAt: turn?.execution.ended_at_unix_ms ?? null,
  }
}

function compactionRow(
  index: TraceIndex,
  { compaction }: Extract<TranscriptRow, { type: 'compaction' }>,
): ConversationRow {
  const { dropped, kept, added } = compactionDiff(index, compaction)
  return {
    type: 'compaction',
    compactionId: compaction.compaction_id,
    markerItemId: compaction.marker_item_id,
    installedAt: compaction.installed_at_unix_ms,
    taken: compaction.input_item_ids.length,
    dropped: dropped.length,
    kept: kept.length,
    added: added.length,
  }
}
