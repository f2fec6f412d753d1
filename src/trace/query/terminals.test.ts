import { expect, test } from 'vitest'
import { recordedBundles, samples } from '../testkit/fixtures.ts'
import { openRecorded, recordedGraphs } from '../testkit/recorded-graphs.ts'
import { buildIndex } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'
import { terminal, terminals } from './terminals.ts'
import type { TerminalDetail } from '../../shared/view-models/terminals.ts'

function details(index: TraceIndex): readonly TerminalDetail[] {
  return terminals(index).terminals.flatMap(({ ref }) => terminal(index, ref) ?? [])
}

function print({ steps }: TerminalDetail): string[] {
  return steps.map(
    ({ kind, input, compared, seenBy }) =>
      `${kind} ${JSON.stringify(input.text)} ${compared} seen by ${String(seenBy?.ordinal)}`,
  )
}

test('a session is one terminal: its command, polls and writes in order, and which call saw what', () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const watch = details(index).find(({ label }) => label === 'node tools/watch.mjs')
  expect(watch && print(watch)).toEqual([
    'command "node tools/watch.mjs" spread seen by 6',
    'poll "" only_told seen by 7',
    String.raw`write "r\n" only_told seen by 8`,
    String.raw`write "q\n" only_told seen by 9`,
  ])
  expect(watch).toMatchObject({ path: '/root/fix', mismatch: false, exitCode: 0 })
})

test('output that was cut in the middle is told apart from output that is another', () => {
  const { index } = openRecorded('recorded/0.169.0/huge_output')
  expect(new Set(details(index).flatMap(({ steps }) => steps.map(({ compared }) => compared)))).toEqual(
    new Set(['cut']),
  )
  expect(details(index).some(({ mismatch }) => mismatch)).toBe(true)
  const difference = details(index)[0]?.steps[0]?.difference
  expect(difference?.note).toMatch(/^Warning: truncated output/)
  expect(difference?.head.text).toMatch(/\n\d+$/)
  expect(difference?.toldOnly.text).toMatch(/tokens truncated/)
  expect(difference?.tail).toMatchObject({ cut: true })
})

test('what an interrupted command was told is a difference', () => {
  const { index } = openRecorded('recorded/0.169.0/interrupt_tool')
  expect(details(index).flatMap(print)).toEqual([
    'command "echo quick one" same seen by 2',
    'command "sleep 20; echo a" differs seen by 2',
    'command "sleep 20; echo b" differs seen by 2',
    'command "echo next" same seen by 3',
  ])
})

test('commands of a code cell were told to nobody directly', () => {
  const { index } = openRecorded('recorded/0.169.0/code_terminal')
  const steps = details(index).flatMap((each) => each.steps)
  expect(steps.some(({ compared, told }) => compared === 'not_told' && told === null)).toBe(true)
})

test('every operation of every recording stands in exactly one terminal, in log order', () => {
  const recorded = recordedGraphs([...samples('0.169.0'), ...recordedBundles('0.125.0'), ...recordedBundles('0.169.0')])
  for (const [name, reduction] of recorded) {
    const all = details(buildIndex(reduction))
    const operations = all.flatMap(({ steps }) => steps.map(({ operationId }) => operationId))
    expect(operations.sort(), name).toEqual([...reduction.graph.terminal_operations.keys()].sort())
    for (const { steps } of all) {
      const seqs = steps.map(({ startedSeq }) => startedSeq)
      expect(seqs, name).toEqual(seqs.toSorted((a, b) => a - b))
    }
  }
})

test('what is neither a session nor an operation is no terminal', () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  expect(terminal(index, { kind: 'terminal_session', id: 'nothing' })).toBeUndefined()
  expect(terminal(index, { kind: 'thread', id: index.graph.root_thread_id })).toBeUndefined()
})
