/**
 * `npm run build`: the Electron application (electron.vite.config.ts) and the command line with the web server in it,
 * and the licences of all that went into them. Needs no Electron binary. `out/.stamp` is written last: a build that was cut short counts as none.
 */
import { build as buildElectron } from 'electron-vite'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as buildVite } from 'vite'
import { STAMP } from './build-state.mjs'
import { bundledLicenses, LICENSE_FILE, licenseText } from './licenses.mjs'
import { root } from './tasks.mjs'

const CLI = 'src/cli/index.ts'

/** Everything in it, nothing to resolve. What only the server needs is a file of its own, loaded with `serve` alone. */
async function buildCommandLine() {
  await buildVite({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: CLI,
      outDir: 'out/cli',
      emptyOutDir: true,
      license: { fileName: LICENSE_FILE },
      target: 'node20.19',
      rolldownOptions: {
        output: { format: 'es', entryFileNames: 'rolloutlens.js', chunkFileNames: '[name].js' },
      },
    },
  })
  chmodSync(join(root, 'out/cli/rolloutlens.js'), 0o755)
}

rmSync(join(root, STAMP), { force: true })
await buildElectron({ root, logLevel: 'warn' })
await buildCommandLine()
const licenses = bundledLicenses(join(root, 'out'))
writeFileSync(join(root, 'out/licenses.txt'), licenseText(licenses))
writeFileSync(join(root, 'out/renderer', LICENSE_FILE), JSON.stringify(licenses))
writeFileSync(join(root, STAMP), '')
console.log('built: out/')
