/**
 * The packages, as far as they can be made without Electron's binary: electron-builder runs its whole way for Linux and macOS
 * on a pretended distribution, and what came out is looked into. Windows needs a real executable; its parts are read as text.
 */
import { build, Arch, Platform } from 'electron-builder'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeIcons } from './make-icons.mjs'
import { root } from './tasks.mjs'
import { fusesOf, pretendLinux, pretendMac } from './testkit/pretended-electron.mjs'

// electron-builder's own parts; only it knows where they lie.
const builderRequire = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { listPackage } = createRequire(builderRequire.resolve('app-builder-lib'))('@electron/asar')
const { default: FpmTarget } = builderRequire('app-builder-lib/out/targets/FpmTarget.js')
const { LinuxTargetHelper } = builderRequire('app-builder-lib/out/targets/LinuxTargetHelper.js')
const plist = createRequire(builderRequire.resolve('app-builder-lib'))('plist')

/** @param {string} file */
const text = (file) => readFileSync(join(root, file), 'utf8')
const readConfiguration = () => parse(text('packaging/electron-builder.yml'))
const configuration = readConfiguration()
const folder = mkdtempSync(join(tmpdir(), 'rolloutlens-packaging-'))

beforeAll(async () => {
  for (const part of ['package.json', 'LICENSE', 'packaging', 'fixtures/samples'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  for (const part of [
    'main/index.js',
    'main/trace-host.js',
    'main/chunks/a.js',
    'preload/index.cjs',
    'renderer/index.html',
  ])
    place(`out/${part}`)
  for (const stray of ['out/main/a.js.map', 'out/cli/rolloutlens.js', 'src/main/index.ts', 'out/licenses.txt'])
    place(stray)
  await makeIcons(text('src/renderer/public/icon.svg'), join(folder, 'out/icons'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** @param {string} file */
function place(file) {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), file)
}

/**
 * @param {Platform} platform
 * @param {(folder: string) => void} pretend
 * @param {(context: any) => unknown} [look] at the packager, before it ends
 */
async function packed(platform, pretend, look) {
  const electronDist = join(folder, `electron-${platform.name}`)
  pretend(electronDist)
  // electron-builder changes what it is given.
  const config = { ...readConfiguration(), electronDist, electronVersion: '45.4.1', ...(look && { afterPack: look }) }
  // Throws for a configuration that electron-builder's schema does not know.
  await build({ projectDir: folder, targets: platform.createTarget(['dir'], Arch.x64), publish: 'never', config })
  return join(folder, 'dist', platform === Platform.MAC ? 'mac/Rolloutlens.app/Contents' : 'linux-unpacked')
}

/** @param {string} asar */
const filesIn = (asar) => listPackage(asar, {}).filter((/** @type {string} */ file) => /\.\w+$/.test(file))

describe('the package for Linux', () => {
  let out = ''
  let desktop = ''
  let mimeTypes = ''
  let profile = ''
  let afterInstall = ''
  /** @type {{ file: string, size: number }[]} */
  let icons = []
  beforeAll(async () => {
    out = await packed(Platform.LINUX, pretendLinux, async ({ packager }) => {
      const helper = new LinuxTargetHelper(packager)
      desktop = await helper.computeDesktopEntry(packager.platformSpecificBuildOptions)
      mimeTypes = readFileSync(await helper.mimeTypeFiles, 'utf8')
      icons = await helper.icons
      const scripts = await new FpmTarget('deb', packager, helper, out).scriptFiles
      profile = readFileSync(scripts.appArmor, 'utf8')
      afterInstall = readFileSync(scripts.afterInstall, 'utf8')
    })
  })

  test('holds the build and nothing else of the repository', () => {
    expect(filesIn(join(out, 'resources/app.asar')).sort()).toEqual([
      '/out/main/chunks/a.js',
      '/out/main/index.js',
      '/out/main/trace-host.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ])
  })

  test('has samples and licences beside it', () => {
    for (const file of ['fixtures/samples/showcase.rollout', 'licenses.txt', 'LICENSE', 'offer-folders.sh'])
      expect(existsSync(join(out, 'resources', file)), file).toBe(true)
    expect(existsSync(join(out, 'LICENSES.chromium.html'))).toBe(true)
  })

  test('has its fuses set: no Node, no inspector, only the archive, cookies encrypted', () => {
    expect(fusesOf(readFileSync(join(out, 'rolloutlens')))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  test('opens archives and links by its desktop file, and takes no folder from the file manager', () => {
    expect(Object.fromEntries(desktop.split('\n').map((line) => line.split(/=(.*)/).slice(0, 2)))).toMatchObject({
      Name: 'Rolloutlens',
      Exec: '/opt/Rolloutlens/rolloutlens %U',
      MimeType: 'application/vnd.rolloutlens.rollout+zip;x-scheme-handler/rolloutlens;',
      StartupWMClass: 'rolloutlens',
      Categories: 'Development;',
    })
    expect(mimeTypes).toContain('<mime-type type="application/vnd.rolloutlens.rollout+zip">')
    expect(mimeTypes).toContain('<glob pattern="*.rollout"/>')
  })

  test('may make user namespaces where it is installed, by a profile that is installed with it', () => {
    const rules = profile.replace(/^[ \t]*#.*\n/gm, '')
    expect(rules).toBe(`abi <abi/4.0>,
include <tunables/global>

profile "rolloutlens" "/opt/Rolloutlens/rolloutlens" flags=(unconfined) {
  userns,

  include if exists <local/rolloutlens>
}
`)
    expect(desktop).toContain('Exec=/opt/Rolloutlens/rolloutlens ')
    expect(afterInstall).toContain("APPARMOR_PROFILE_TARGET='/etc/apparmor.d/rolloutlens'")
  })

  test('has an icon of every size that a desktop asks for', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const icon = icons.find((/** @type {{ size: number }} */ each) => each.size === size)
      expect(icon?.file, String(size)).toMatch(new RegExp(`${String(size)}x${String(size)}\\.png$`))
    }
  })
})

describe.skipIf(process.platform === 'win32')('the package for macOS', () => {
  let out = ''
  beforeAll(async () => {
    out = await packed(Platform.MAC, pretendMac)
  })

  test('opens archives, folders dropped on its icon, and links', () => {
    const info = plist.parse(readFileSync(join(out, 'Info.plist'), 'utf8'))
    expect(info).toMatchObject({
      CFBundleDocumentTypes: [
        { LSItemContentTypes: ['public.folder'], CFBundleTypeRole: 'Viewer', LSHandlerRank: 'Alternate' },
        { CFBundleTypeExtensions: ['rollout'], CFBundleTypeRole: 'Viewer', LSHandlerRank: 'Owner' },
      ],
      CFBundleURLTypes: [{ CFBundleURLSchemes: ['rolloutlens'] }],
      LSMinimumSystemVersion: '13.0',
    })
  })

  test('carries the sum of its archive, and the fuse that has it checked', () => {
    const info = plist.parse(readFileSync(join(out, 'Info.plist'), 'utf8'))
    expect(info.ElectronAsarIntegrity['Resources/app.asar']).toMatchObject({ algorithm: 'SHA256' })
    const framework = join(out, 'Frameworks/Electron Framework.framework/Electron Framework')
    expect(fusesOf(readFileSync(framework))).toMatchObject({
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      runAsNode: false,
    })
  })

  test('is hardened, and asks for compiled code alone', () => {
    expect(configuration.mac).toMatchObject({ hardenedRuntime: true, notarize: true })
    for (const file of [configuration.mac.entitlements, configuration.mac.entitlementsInherit])
      expect(plist.parse(text(file))).toEqual({ 'com.apple.security.cs.allow-jit': true })
  })
})

test.each([
  ['mac', ['dmg', 'zip'], ['arm64', 'x64']],
  ['win', ['nsis'], ['arm64', 'x64']],
  ['linux', ['AppImage', 'deb'], ['arm64', 'x64']],
])('on %s there are %j, for both kinds of machine', (system, targets, machines) => {
  const made = configuration[system].target
  expect(made.map((/** @type {{ target: string }} */ { target }) => target).sort()).toEqual(targets.sort())
  for (const { arch } of made) expect(arch.toSorted()).toEqual(machines)
})

test('the installer for Windows is the user’s own, and takes away what it wrote', () => {
  expect(configuration.nsis).toMatchObject({ perMachine: false, allowElevation: false })
  const [, install = '', uninstall = ''] = text(configuration.nsis.include).split('!macro ')
  const written = [...install.matchAll(/WriteRegStr SHELL_CONTEXT "(.+?)"/g)].map(([, key = '']) => key)
  const removed = [...uninstall.matchAll(/DeleteRegKey SHELL_CONTEXT "(.+?)"/g)].map(([, key = '']) => key)
  expect(removed).toEqual([
    'Software\\Classes\\Directory\\shell\\Rolloutlens',
    'Software\\Classes\\Directory\\Background\\shell\\Rolloutlens',
    'Software\\Classes\\rolloutlens',
  ])
  expect(written.filter((key) => !removed.some((gone) => key === gone || key.startsWith(`${gone}\\`)))).toEqual([])
  expect(
    install
      .match(/^.*\\command" "".*$/gm)
      ?.every((line) => line.endsWith(`'"$appExe" "%V"'`) || line.endsWith(`'"$appExe" "%1"'`)),
  ).toBe(true)
})

test('a Debian package names the author of package.json as its maintainer', () => {
  const { author } = JSON.parse(text('package.json'))
  expect(configuration.linux).not.toHaveProperty('maintainer')
  expect(configuration.deb).not.toHaveProperty('maintainer')
  expect(configuration.linux.vendor).toBe(author.name)
  expect(author.email).toMatch(/^[\w.-]+@[\w-]+(\.[\w-]+)+$/)
})

test('there is no place to ask for updates', () => {
  expect(configuration.publish).toBeNull()
  expect(text('package.json')).not.toContain('electron-updater')
})

describe('icons', () => {
  test('come in every size', () => {
    const sizeOf = (/** @type {number} */ size) => readFileSync(join(folder, 'out/icons/png', `${size}x${size}.png`))
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024])
      expect([sizeOf(size).readUInt32BE(16), sizeOf(size).readUInt32BE(20)]).toEqual([size, size])
    const ico = readFileSync(join(folder, 'out/icons/icon.ico'))
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico[6 + index * 16])
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 0]) // 0 stands for 256
    const icns = readFileSync(join(folder, 'out/icons/icon.icns'))
    for (const type of ['icp4', 'icp5', 'ic07', 'ic08', 'ic09', 'ic10', 'ic11', 'ic12', 'ic13', 'ic14'])
      expect(icns.includes(type), type).toBe(true)
  })

  test('are the same bytes each time', async () => {
    const again = join(folder, 'again')
    await makeIcons(text('src/renderer/public/icon.svg'), again)
    for (const file of ['icon.ico', 'icon.icns', 'png/256x256.png'])
      expect(readFileSync(join(again, file)).equals(readFileSync(join(folder, 'out/icons', file))), file).toBe(true)
  })
})

describe.skipIf(process.platform === 'win32')('offering folders on Linux', () => {
  /** Runs the script where `xdg-mime` says that `current` opens folders. @param {string} current @param {string} word */
  function offer(current, word) {
    const home = join(folder, 'home')
    const bin = join(folder, 'bin')
    const asked = join(home, 'asked')
    mkdirSync(bin, { recursive: true })
    mkdirSync(home, { recursive: true })
    writeFileSync(asked, '')
    writeFileSync(join(bin, 'xdg-mime'), `#!/bin/sh\necho "$@" >>'${asked}'\n[ "$1" != query ] || echo '${current}'\n`)
    chmodSync(join(bin, 'xdg-mime'), 0o755)
    const { status } = spawnSync('sh', [join(root, 'packaging/linux/offer-folders.sh'), word], {
      env: { HOME: home, PATH: `${bin}:/usr/bin:/bin` },
    })
    const entry = join(home, '.local/share/applications/rolloutlens-folders.desktop')
    return { status, asked: readFileSync(asked, 'utf8'), entry: existsSync(entry) ? readFileSync(entry, 'utf8') : '' }
  }

  test('leaves the default what it was, and can be taken back', () => {
    const added = offer('org.files.desktop', 'add')
    expect(added).toMatchObject({ status: 0 })
    expect(added.entry).toContain('MimeType=inode/directory;')
    expect(added.asked).toContain('default org.files.desktop inode/directory')
    expect(offer('org.files.desktop', 'remove')).toMatchObject({ status: 0, entry: '' })
  })

  test('does nothing where it would become the default', () => {
    expect(offer('', 'add')).toMatchObject({ status: 1, entry: '' })
    expect(offer('rolloutlens-folders.desktop', 'add')).toMatchObject({ status: 1, entry: '' })
  })
})
