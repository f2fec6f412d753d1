import { expect, test } from 'vitest'
import { parseSearch } from './query-words.ts'

const nothing = { words: [], texts: [], agents: [], kinds: [], statuses: [], tools: [], unknown: [] }

test.each([
  ['', nothing],
  ['  two words ', { ...nothing, words: ['two', 'words'] }],
  ['"one phrase" more', { ...nothing, words: ['one phrase', 'more'] }],
  ['"a":1 x"y z', { ...nothing, words: ['"a":1', 'x"y', 'z'] }],
  ['text:"a b" "c', { ...nothing, texts: ['a b'], words: ['c'] }],
  ['"never closed', { ...nothing, words: ['never closed'] }],
  [
    'agent:/Root/X kind:tool status:Failed boom',
    { ...nothing, agents: ['/root/x'], kinds: ['tool_call'], statuses: ['failed'], words: ['boom'] },
  ],
  ['kind:terminal', { ...nothing, kinds: ['terminal_session', 'terminal_operation'] }],
  ['kind:nonsense', { ...nothing, unknown: ['kind:nonsense'] }],
  ['tool:exec text:"a b"', { ...nothing, tools: ['exec'], texts: ['a b'] }],
  ['https://host:80/x', { ...nothing, words: ['https://host:80/x'] }],
  ['kind:', { ...nothing, words: ['kind:'] }],
  ['""', nothing],
])('%j', (typed, expected) => {
  expect(parseSearch(typed)).toEqual(expected)
})
