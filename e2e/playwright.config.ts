/**
 * End-to-end tests on the three shells: the web shell and the Electron stand-in everywhere, Electron itself where its binary
 * is. `npm test` builds first and adds up the report; one project is one shell.
 */
import { defineConfig } from '@playwright/test'
import { availableParallelism } from 'node:os'
import { chromiumFlags } from '../scripts/chromium-flags.mjs'
import { findChromium } from '../scripts/chromium.mjs'
import { findElectron } from '../scripts/electron-binary.mjs'
import type { ShellName } from './shells/shell.ts'

const executablePath = findChromium()
const onServer = process.env['CI'] !== undefined
const electron = 'path' in findElectron()

/** Compares the stand-in with Electron's documentation; there is nothing in it about the program. */
const STAND_IN_ITSELF = 'stand-in.spec.ts'

export default defineConfig<{ shell: ShellName }>({
  testDir: 'specs',
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  // A story waits about as long as it computes: for processes to start, for polls.
  workers: Math.ceil(availableParallelism() * 1.5),
  // For slow machines: nothing waits for time to pass.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: onServer,
  // On machines whose load is not ours a story may be run again; `npm test` names those that needed it.
  retries: onServer ? 1 : 0,
  reporter: 'list',
  use: { launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) } },
  projects: [
    { name: 'web', use: { shell: 'web' }, testIgnore: STAND_IN_ITSELF },
    { name: 'stand-in', use: { shell: 'stand-in' } },
    ...(electron ? [{ name: 'electron', use: { shell: 'electron' as const }, testIgnore: STAND_IN_ITSELF }] : []),
  ],
})
