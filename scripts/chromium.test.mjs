import { expect, test } from 'vitest'
import { findChromium } from './chromium.mjs'

const PLAYWRIGHTS = '/cache/ms-playwright/chromium/chrome'

/** @param {NodeJS.Platform} platform @param {NodeJS.ProcessEnv} env @param {readonly string[]} present */
const find = (platform, env, present) =>
  findChromium({ platform, env, playwrights: PLAYWRIGHTS, isExecutable: (path) => present.includes(path) })

test.each(
  /** @type {const} */ ([
    ['the named one before all others', 'linux', { ROLLOUTLENS_CHROMIUM: '/my/chrome' }, ['/my/chrome', PLAYWRIGHTS]],
    ["Playwright's before the system's", 'linux', { PATH: '/usr/bin' }, [PLAYWRIGHTS, '/usr/bin/chromium']],
    ['Chromium on the path', 'linux', { PATH: '/bin::/usr/bin' }, ['/usr/bin/chromium', '/bin/google-chrome']],
    [
      'the one without windows',
      'linux',
      { PATH: '/usr/bin' },
      ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'],
    ],
    ['Chrome on the path', 'linux', { PATH: '/usr/bin' }, ['/usr/bin/google-chrome-stable']],
    ['Chrome on macOS', 'darwin', {}, ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']],
    [
      'Edge on Windows',
      'win32',
      { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
      ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ],
  ]),
)('finds %s', (_, platform, env, present) => {
  expect(find(platform, env, present)).toBe(present[0])
})

test('a named one that is not there is not replaced by another', () => {
  expect(find('linux', { ROLLOUTLENS_CHROMIUM: '/gone', PATH: '/usr/bin' }, ['/usr/bin/chromium'])).toBeUndefined()
})

test('none', () => {
  expect(find('linux', {}, [])).toBeUndefined()
  expect(find('win32', {}, [])).toBeUndefined()
})
