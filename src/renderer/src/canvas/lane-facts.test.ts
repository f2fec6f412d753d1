import { expect, test } from 'vitest'
import { isNewLane } from './lane-facts.ts'
import { drawnLanes } from './testkit.ts'

const lanes = drawnLanes(`
  /root  |TTTTTTTTTT
  /child |   TTTT
`)

test('an agent is new if it began after what was seen, and none is where nothing is new', () => {
  const began = lanes.lanes.map(({ startSeq }) => startSeq)
  const [root = NaN, child = NaN] = began
  expect(child).toBeGreaterThan(root)
  const fresh = (newAfter: number | undefined) => began.map((_, lane) => isNewLane({ lanes, newAfter }, lane))
  expect(fresh(undefined)).toEqual([false, false])
  expect(fresh(root)).toEqual([false, true])
  expect(fresh(child)).toEqual([false, false])
})

test('an agent that this side of a comparison does not have is never new', () => {
  const absent = { ...lanes, lanes: lanes.lanes.map((lane) => ({ ...lane, absent: true })) }
  expect(isNewLane({ lanes: absent, newAfter: -1 }, 0)).toBe(false)
})
