import { expect, test } from 'vitest'
import type { CellCall, CodeCellDetail } from '../../../../shared/view-models/code-cells.ts'
import { lifeOf, lifeText } from './cell-life.ts'

function call(label: string, startedSeq: number): CellCall {
  const times = { startedAt: startedSeq * 10, endedAt: null, endedSeq: null }
  return { toolCallId: label, name: label, label, status: 'running', startedSeq, diagnostics: 0, ...times }
}

const cell: CodeCellDetail = {
  ...{ revision: 1, codeCellId: 'cell', threadId: 'root', path: '/root', label: 'x', status: 'completed' },
  ...{
    runtimeStatus: 'completed',
    startedAt: 10,
    startedSeq: 1,
    endedAt: 90,
    nestedCalls: 2,
    failedCalls: 0,
    waits: 1,
  },
  ...{ source: 'x', sourceLength: 1, sourceItemId: 'item', startedBy: null, outputs: [] },
  moments: [
    { what: 'started', at: 10, seq: 1, status: null, payloadId: null },
    { what: 'initial_response', at: 40, seq: 4, status: 'yielded', payloadId: 'p' },
    { what: 'ended', at: 90, seq: 9, status: 'completed', payloadId: null },
  ],
  calls: [call('read', 2), call('write', 6)],
  waitCalls: [call('wait', 5)],
}

test('moments, calls and waits stand in log order', () => {
  expect(lifeOf(cell).map(lifeText)).toEqual([
    'started',
    'read',
    'first response to the model: yielded',
    'waited for by wait',
    'write',
    'ended: completed',
  ])
})
