/** How the page is built and served while developing; both shells show the same one. */
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { socketPath } from './src/shared/frames.ts'
import svelteConfig from './svelte.config.js'

/** A web server to pass the page's socket to, while developing without Electron. */
const server = process.env['ROLLOUTLENS_SERVER']

export default defineConfig({
  root: fileURLToPath(new URL('src/renderer', import.meta.url)),
  plugins: [svelte({ ...svelteConfig, configFile: false })],
  build: {
    // The page also runs in the browser that opens the web shell, which may be older than Electron's.
    target: 'es2023',
    minify: true,
    // A strict content security policy: no inlined fonts, no injected preload script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // A loaded machine makes plugins slow; that is no finding about the build.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  ...(server !== undefined && { server: { host: '127.0.0.1', proxy: { [socketPath]: { target: server, ws: true } } } }),
})
