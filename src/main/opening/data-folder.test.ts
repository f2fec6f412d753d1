import { describe, expect, test } from 'vitest'
import { dataFolder, recordingRoot } from './data-folder.ts'

describe('the data folder', () => {
  test.each([
    ['linux', {}, '/home/ada', '/home/ada/.local/state/rolloutlens'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/home/ada', '/state/rolloutlens'],
    ['linux', { XDG_STATE_HOME: 'state' }, '/home/ada', '/home/ada/.local/state/rolloutlens'],
    ['linux', { XDG_STATE_HOME: '' }, '/home/ada', '/home/ada/.local/state/rolloutlens'],
    ['darwin', { XDG_STATE_HOME: '/state' }, '/Users/ada', '/Users/ada/Library/Application Support/rolloutlens'],
    ['win32', { LOCALAPPDATA: 'D:\\Data' }, 'C:\\Users\\ada', 'D:\\Data\\rolloutlens'],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\rolloutlens'],
  ] as const)('on %s with %j', (platform, env, home, folder) => {
    expect(dataFolder(env, platform, home)).toBe(folder)
  })
})

describe('the trace root of Codex', () => {
  test.each([
    [{}, undefined],
    [{ CODEX_ROLLOUT_TRACE_ROOT: '' }, undefined],
    [{ CODEX_ROLLOUT_TRACE_ROOT: '/traces/' }, '/traces'],
    [{ CODEX_ROLLOUT_TRACE_ROOT: 'traces' }, '/home/ada/traces'],
  ])('in %j is %j', (env, root) => {
    expect(recordingRoot(env, '/home/ada')).toBe(root)
  })
})
