import { expect, test } from 'vitest'
import { drawnLanes } from '../../canvas/testkit.ts'
import { walkTree } from './topology-keys.ts'

const { lanes } = drawnLanes(`
  /root     |T
  /root/a   |T
  /root/a/b |T
  /root/c   |T
`)

test('right goes to the first child, left to the parent, up and down in tree order', () => {
  expect(walkTree(lanes, undefined, 'ArrowDown')).toBe(0)
  expect(walkTree(lanes, 0, 'ArrowRight')).toBe(1)
  expect(walkTree(lanes, 2, 'ArrowLeft')).toBe(1)
  expect(walkTree(lanes, 2, 'ArrowDown')).toBe(3)
  expect(walkTree(lanes, 1, 'End')).toBe(3)
})

test('where nothing lies and for other keys there is nowhere to go', () => {
  expect([walkTree(lanes, 2, 'ArrowRight'), walkTree(lanes, 3, 'ArrowDown'), walkTree(lanes, 0, 'ArrowLeft')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(walkTree(lanes, 0, 'x')).toBeUndefined()
})
