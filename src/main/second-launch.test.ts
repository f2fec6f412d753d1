import { expect, test } from 'vitest'
import { parseSecondLaunch } from './second-launch.ts'

test('a second start is understood in its own form only', () => {
  const launch = { argv: ['rolloutlens', '/a'], cwd: '/home', defaultApp: false }
  const foreign = [undefined, null, 'x', {}, { argv: ['a'] }, { ...launch, argv: [1] }, { ...launch, more: true }]
  expect([parseSecondLaunch(launch), ...foreign.map(parseSecondLaunch)]).toEqual([
    launch,
    ...foreign.map(() => undefined),
  ])
})
