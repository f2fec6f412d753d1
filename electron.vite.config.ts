/**
 * Builds the Electron application: main and trace host as ES modules, the sandboxed preload as one CommonJS file, the page.
 * Everything but Electron is bundled. The page and the trace host also serve the web shell; its server is built with the
 * command line (scripts/build.mjs).
 */
import { existsSync } from 'node:fs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import svelteConfig from './svelte.config.js'

/** The trace host also runs under the oldest Node the project supports. */
const NODE = 'node20.19'
/** The page also runs in the browser that opens the web shell, which may be older than Electron's. */
const BROWSER = 'es2023'

const mainEntries = Object.entries({ index: 'src/main/index.ts', 'trace-host': 'src/main/trace-host/index.ts' }).filter(
  ([, file]) => existsSync(file),
)

export default defineConfig({
  ...(mainEntries.length > 0 && {
    main: {
      build: {
        externalizeDeps: false,
        target: NODE,
        rolldownOptions: {
          input: Object.fromEntries(mainEntries),
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
  }),
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  ...(existsSync('src/renderer/index.html') && {
    renderer: {
      root: 'src/renderer',
      plugins: [svelte({ ...svelteConfig, configFile: false })],
      build: {
        outDir: 'out/renderer',
        target: BROWSER,
        // A strict content security policy: no inlined fonts, no injected preload script.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: 'src/renderer/index.html' },
      },
    },
  }),
})
