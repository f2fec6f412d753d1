/**
 * Unit tests run in Node beside the code they test. Component tests (`*.svelte.test.ts`) run in Chromium, since layout,
 * canvas and focus are what they are about.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags } from './scripts/chromium-flags.mjs'
import { findChromium } from './scripts/chromium.mjs'
import svelteConfig from './svelte.config.js'

/** All of the reference's cases; slower than all other unit tests together. */
const CONFORMANCE = 'src/**/*conformance.test.ts'
const COMPONENTS = 'src/renderer/**/*.svelte.test.ts'
const executablePath = findChromium()

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ ...svelteConfig, configFile: false })],
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'docs/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [COMPONENTS, CONFORMANCE],
          environment: 'node',
          // Modules keep nothing between tests, so that files can share them: most of the time went into loading them.
          isolate: false,
          // For slow machines; what takes this long otherwise is a bug of its own.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'conformance', include: [CONFORMANCE], environment: 'node', isolate: false, testTimeout: 60_000 },
      },
      {
        plugins: [svelte({ ...svelteConfig, configFile: false })],
        test: {
          name: 'component',
          include: [COMPONENTS],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { args: chromiumFlags, ...(executablePath && { executablePath }) } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
