/**
 * `npm run package`: packages of the system it runs on, in `dist/`, as packaging/electron-builder.yml says. Downloads
 * Electron and electron-builder's tools. Words after `--` go to electron-builder (`-- --dir`, `-- --linux deb --x64`).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildState } from './build-state.mjs'
import { makeIcons } from './make-icons.mjs'
import { binOf, root, runNode, stopChildrenOnSignals } from './tasks.mjs'

/** A workflow gives a secret that is not there as an empty text, which electron-builder would take for a certificate. */
const SIGNING = [
  'CSC_LINK',
  'CSC_KEY_PASSWORD',
  'APPLE_API_KEY_ID',
  'APPLE_API_ISSUER',
  'WIN_CSC_LINK',
  'WIN_CSC_KEY_PASSWORD',
]

for (const name of SIGNING) if (process.env[name] === '') delete process.env[name]
stopChildrenOnSignals()
if (buildState(root) !== 'fresh') await run('build', [join(root, 'scripts/build.mjs')])
await makeIcons(readFileSync(join(root, 'src/renderer/public/icon.svg'), 'utf8'), join(root, 'out/icons'))
await run('electron-builder', [
  binOf('electron-builder'),
  ...['--config', 'packaging/electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)],
])

/** @param {string} name @param {readonly string[]} argv */
async function run(name, argv) {
  const { code, output } = await runNode(argv)
  console.log(output.trim())
  if (code === 0) return
  console.error(`${name} failed`)
  process.exit(1)
}
