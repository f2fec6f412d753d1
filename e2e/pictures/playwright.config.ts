/** `npm run screenshots`: takes the pictures that the documents show. No test; the web shell alone, on what is built. */
import { defineConfig } from '@playwright/test'
import { chromiumFlags } from '../../scripts/chromium-flags.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import type { ShellName } from '../shells/shell.ts'

const executablePath = findChromium()

export default defineConfig<{ shell: ShellName }>({
  testDir: '.',
  testMatch: ['pictures.ts', 'large-and-damaged.ts'],
  outputDir: '../../test-results/pictures',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    shell: 'web',
    launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) },
  },
})
