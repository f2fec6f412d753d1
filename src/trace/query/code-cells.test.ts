import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { CodeCellId } from '../base/ids.ts'
import { openRecorded } from '../testkit/recorded-graphs.ts'
import { codeCell, codeCells } from './code-cells.ts'
import { noPayloads } from './payload-reader.ts'

test('a cell shows what it called, when it yielded and who waited', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const [summary] = codeCells(index).cells
  expect(summary).toMatchObject({ path: '/root', nestedCalls: 3, failedCalls: 0, waits: 1, runtimeStatus: 'completed' })
  const cell = await codeCell(index, payloads, as<CodeCellId>(summary?.codeCellId ?? ''))
  expect(cell?.moments.map(({ what, status }) => `${what} ${String(status)}`)).toEqual([
    'started null',
    'initial_response yielded',
    'ended completed',
  ])
  expect(cell?.calls.map(({ label }) => label)).toEqual([
    'exec_command node src/cli.js data/evening.plan --json',
    'exec_command node src/cli.js data/morning.plan --json',
    'exec_command sleep 1.3; git log --oneline -n 3 -- src/duration.js',
  ])
  expect(cell?.waitCalls.map(({ name }) => name)).toEqual(['wait'])
  expect(cell?.outputs[0]?.parts[0]?.text).toMatch(/^Script running/)
  expect(cell?.startedBy).toBe('call_lab00016')
})

test('schema 1 records no exec call; the cell is there all the same', async () => {
  const { index, payloads } = openRecorded('samples/0.164.0/showcase')
  const [summary] = codeCells(index).cells
  const cell = await codeCell(index, payloads, as<CodeCellId>(summary?.codeCellId ?? ''))
  expect(cell?.startedBy).toBeNull()
  expect(cell?.nestedCalls).toBe(3)
})

test('an unknown cell has no details', async () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  expect(await codeCell(index, noPayloads, as<CodeCellId>('code_cell:nothing'))).toBeUndefined()
})
