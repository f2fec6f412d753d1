import { expect, test } from 'vitest'
import { compareTold, readTold } from './told.ts'

const header =
  'Chunk ID: f14e32\nWall time: 0.1 seconds\nProcess exited with code 2\nOriginal token count: 46\nOutput:\n'

test.each([
  ['a header and output', `${header}hello\n`, { output: 'hello\n', exitCode: 2 }],
  ['a header without output', header, { output: '', exitCode: 2 }],
  ['plain text', 'hello\nOutput:\nworld', { header: '', output: 'hello\nOutput:\nworld', exitCode: null }],
  ['JSON of older releases', '{"output":"hi","metadata":{"exit_code":1}}', { output: 'hi', exitCode: 1 }],
  ['other JSON', '{"result":1}', { header: '', output: '{"result":1}', exitCode: null }],
  ['a header that is too long to be one', `Process ${'x'.repeat(2000)}\nOutput:\n`, { header: '' }],
])('%s', (_, text, expected) => {
  expect(readTold(text)).toMatchObject(expected)
})

const long = Array.from({ length: 5000 }, (_, line) => `line ${String(line)}`).join('\n')
const cut = `Warning: truncated output (original token count: 9)\nTotal output lines: 5000\n\n${long.slice(0, 2000)}…4000 tokens truncated…${long.slice(-2000)}`

test.each([
  ['same', 'hello\r\n', 'hello\n', []],
  ['same', '', '', []],
  ['same', 'note\nhello', 'hello', []],
  ['spread', 'a\n', 'a\nb\nc\n', ['b\n', 'c\n']],
  ['spread', '', 'late\n', ['late\n']],
  ['part', 'a\n', 'a\nb\n', []],
  ['part', 'b\n', 'a\nb\nc\n', []],
  ['cut', cut, long, []],
  ['differs', 'aborted by user', '', []],
  ['differs', 'all green', 'one failed', []],
] as const)('%s: %j', (expected, told, ran, later) => {
  expect(compareTold({ header: '', output: told, exitCode: null }, { output: ran, exitCode: null }, later)).toBe(
    expected,
  )
})

test('another exit code is a difference even if the output is the same', () => {
  const told = { header: '', output: 'x', exitCode: 0 }
  expect(compareTold(told, { output: 'x', exitCode: 1 }, [])).toBe('differs')
  expect(compareTold(told, { output: 'x', exitCode: null }, [])).toBe('same')
})
