/** What happened in a code cell as one list in log order: its moments, what it called, and who waited for it. Pure. */
import type { CellCall, CellMoment, CodeCellDetail } from '../../../../shared/view-models/code-cells.ts'

export type LifeRow =
  | { readonly type: 'moment'; readonly seq: number; readonly at: number; readonly moment: CellMoment }
  | { readonly type: 'call' | 'wait'; readonly seq: number; readonly at: number; readonly call: CellCall }

export function lifeOf({ moments, calls, waitCalls }: CodeCellDetail): readonly LifeRow[] {
  const rows: LifeRow[] = [
    ...moments.map((moment) => ({ type: 'moment' as const, seq: moment.seq, at: moment.at, moment })),
    ...calls.map((call) => ({ type: 'call' as const, seq: call.startedSeq, at: call.startedAt, call })),
    ...waitCalls.map((call) => ({ type: 'wait' as const, seq: call.startedSeq, at: call.startedAt, call })),
  ]
  return rows.sort((a, b) => a.seq - b.seq)
}

const momentWords: Readonly<Record<CellMoment['what'], string>> = {
  started: 'started',
  initial_response: 'first response to the model',
  yielded: 'yielded',
  ended: 'ended',
}

/** What a row reads like, also for finding. */
export function lifeText(row: LifeRow): string {
  if (row.type !== 'moment') return `${row.type === 'wait' ? 'waited for by ' : ''}${row.call.label}`
  const { what, status } = row.moment
  return `${momentWords[what]}${status === null ? '' : `: ${status}`}`
}

/** What the model wrote and was told, as one text. */
export function toldText({ source, outputs }: CodeCellDetail): string {
  return [source, ...outputs.flatMap(({ parts }) => parts.map(({ text }) => text))].join('\n')
}
