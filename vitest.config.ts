/**
 * Unit tests run in Node beside the code they test. Component tests (`*.svelte.test.ts`) run in Chromium, since layout,
 * canvas and focus are what they are about.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, findChromium } from './scripts/chromium.mjs'
import svelteConfig from './svelte.config.js'

const COMPONENTS = 'src/renderer/**/*.svelte.test.ts'
const executablePath = findChromium()

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ ...svelteConfig, configFile: false })],
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [COMPONENTS],
          environment: 'node',
        },
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
