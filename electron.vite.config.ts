/**
 * Builds the Electron application: main and trace host as ES modules, the sandboxed preload as one CommonJS file, the page.
 * Everything but Electron is bundled. The page and the trace host also serve the web shell; its server is built with the
 * command line (scripts/build.mjs).
 */
import { defineConfig, mergeConfig } from 'electron-vite'
import { LICENSE_FILE } from './scripts/licenses.mjs'
import page from './vite.page.config.ts'

/** The trace host also runs under the oldest Node the project supports. */
const NODE = 'node20.19'
const license = { fileName: LICENSE_FILE }

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      license,
      target: NODE,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', 'trace-host': 'src/main/trace-host/index.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      license,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: mergeConfig(page, {
    build: { outDir: 'out/renderer', license, rolldownOptions: { input: 'src/renderer/index.html' } },
  }),
})
