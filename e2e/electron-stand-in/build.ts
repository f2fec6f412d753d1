/** Bundles the stand-in to plain JavaScript: it runs under Node itself and inside pages, where no TypeScript does. */
import path from 'node:path'
import { build, type InlineConfig } from 'vite'

const source = import.meta.dirname
const root = path.join(source, '..', '..')

/** Where the built stand-in lies. */
export const standInFolder = path.join(root, 'out', 'e2e', 'electron-stand-in')

const common: InlineConfig = { configFile: false, root, logLevel: 'warn' }

export async function buildStandIn(): Promise<void> {
  await build({
    ...common,
    build: {
      ssr: true,
      outDir: standInFolder,
      emptyOutDir: true,
      target: 'node20.19',
      rolldownOptions: {
        input: ['runner', 'electron', 'hooks', 'utility-bootstrap'].map((name) => path.join(source, `${name}.ts`)),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  for (const world of ['page-world', 'preload-world']) await buildPageScript(world)
}

/** One classic script each: Chromium runs it as it is. */
async function buildPageScript(name: string): Promise<void> {
  await build({
    ...common,
    build: {
      outDir: path.join(standInFolder, 'page'),
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: path.join(source, 'page', `${name}.ts`),
        formats: ['iife'],
        name: 'world',
        fileName: () => `${name}.js`,
      },
    },
  })
}
