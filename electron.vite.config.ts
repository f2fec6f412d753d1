/**
 * Builds the Electron application: main and trace host as ES modules, the sandboxed preload as one CommonJS file, the page.
 * Everything but Electron is bundled. The page and the trace host also serve the web shell; its server is built with the
 * command line (scripts/build.mjs).
 */
import { existsSync } from 'node:fs'
import { defineConfig, mergeConfig } from 'electron-vite'
import page from './vite.page.config.ts'

/** The trace host also runs under the oldest Node the project supports. */
const NODE = 'node20.19'
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
    renderer: mergeConfig(page, {
      build: { outDir: 'out/renderer', rolldownOptions: { input: 'src/renderer/index.html' } },
    }),
  }),
})
