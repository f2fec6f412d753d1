import { expect, test } from 'vitest'
import { Tabs } from './tabs.ts'

test('a tab is known by what it showed last, and forgotten before those that showed something later', () => {
  const tabs = new Tabs()
  const showing = (path: string) => ({ paths: [path], compare: false })
  tabs.keep('first', showing('/a'))
  tabs.keep('first', showing('/b'))
  expect(tabs.shown('first')).toEqual(showing('/b'))
  expect(tabs.shown('other')).toBeUndefined()
  for (let at = 0; at < 99; at++) tabs.keep(`tab ${String(at)}`, showing('/c'))
  tabs.keep('first', showing('/d'))
  tabs.keep('one more', showing('/e'))
  expect(tabs.shown('first')).toEqual(showing('/d'))
  expect(tabs.shown('tab 0')).toBeUndefined()
})
