/**
 * An Electron distribution as far as electron-builder looks into it: the files it renames and the fuse wire it flips, nothing
 * that runs. With it, packaging goes its whole way without a download. For tests only.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Marks the fuses in a binary: https://github.com/electron/fuses */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSE_NAMES = /** @type {const} */ ([
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
])
/** As Electron ships them. */
const DEFAULTS = '10110001'

const binary = Buffer.concat([
  Buffer.from(`before ${SENTINEL}`),
  Buffer.from([1, DEFAULTS.length]),
  Buffer.from(`${DEFAULTS} after`),
])

/** @param {Buffer} content of a packed binary @returns {Record<string, boolean>} by the names of electron-builder */
export function fusesOf(content) {
  const wire = content.indexOf(SENTINEL) + SENTINEL.length + 2
  return Object.fromEntries(FUSE_NAMES.map((name, index) => [name, content.toString('latin1', wire)[index] === '1']))
}

/** @param {string} folder */
export function pretendLinux(folder) {
  write(folder, 'electron', binary)
  for (const file of ['chrome-sandbox', 'chrome_crashpad_handler', 'LICENSE', 'LICENSES.chromium.html'])
    write(folder, file, '')
}

/** @param {string} folder */
export function pretendMac(folder) {
  const contents = 'Electron.app/Contents'
  write(folder, `${contents}/Info.plist`, plist('Electron'))
  write(folder, `${contents}/MacOS/Electron`, binary)
  write(folder, `${contents}/Resources/electron.icns`, '')
  write(folder, `${contents}/Frameworks/Electron Framework.framework/Electron Framework`, binary)
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const helper = `Electron Helper${kind}`
    write(folder, `${contents}/Frameworks/${helper}.app/Contents/Info.plist`, plist(helper))
    write(folder, `${contents}/Frameworks/${helper}.app/Contents/MacOS/${helper}`, binary)
  }
}

/** @param {string} executable */
function plist(executable) {
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>`
}

/** @param {string} folder @param {string} file @param {string | Buffer} content */
function write(folder, file, content) {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content, { mode: 0o755 })
}
