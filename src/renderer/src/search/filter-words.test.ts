import { expect, test } from 'vitest'
import { completed, completionsAt } from './filter-words.ts'

const known = { agents: ['/root', '/root/fix', '/root/a b'], tools: ['exec_command', 'write_stdin'] }

test.each([
  ['', []],
  ['ket', []],
  ['a', ['agent:']],
  ['kettle t', ['tool:', 'text:']],
  ['agent:', ['/root', '/root/fix', '/root/a b']],
  ['agent:FIX', ['/root/fix']],
  ['status:fail', ['failed']],
  ['status:failed', []],
  ['tool:std', ['write_stdin']],
  ['text:x', []],
  ['https://x', []],
])('%j can become', (typed, labels) => {
  expect(completionsAt(typed, typed.length, known).map(({ label }) => label)).toEqual(labels)
})

test('a completion takes the place of the word at the caret and nothing else', () => {
  const typed = 'tea agent:a kind:tool'
  const [first] = completionsAt(typed, 11, { agents: ['/root/a b'], tools: [] })
  if (first === undefined) throw new Error('there is one')
  expect(completed(typed, 11, first)).toEqual({ text: 'tea agent:"/root/a b" kind:tool', caret: 22 })
})
