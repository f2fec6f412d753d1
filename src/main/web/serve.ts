/**
 * `rolloutlens serve`: the web shell as a program. Prints the address alone on a line, opens a browser where there is a display,
 * and runs until it is told to end; then every process it started ends too.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { z } from 'zod'
import { superviseHost } from '../host-process/host-process.ts'
import { forkHost } from '../host-process/node-child.ts'
import { createCrashLog } from '../opening/crash-log.ts'
import { dataFolder, recordingRoot } from '../opening/data-folder.ts'
import { createSettingsStore } from '../opening/settings-store.ts'
import { createRecents } from '../opening/recents.ts'
import { recognize } from '../opening/recognize.ts'
import { samplePaths } from '../opening/samples.ts'
import { bugReport } from '../trace-host/call-failure.ts'
import { browserOf, pasteWithin } from './browse.ts'
import { openBrowser } from './open-browser.ts'
import { startWebServer, type WebServer, type WebServerOptions } from './server.ts'
import { toldToEnd } from './told-to-end.ts'

export interface ServeOptions {
  /** Folder of the application: `package.json`, `out`, `fixtures`. */
  readonly root: string
  /** Absolute. Bundles, archives and files are opened; other folders can be browsed. */
  readonly paths: readonly string[]
  /** Compare the first two of `paths`. */
  readonly compare: boolean
  /** Folder for what is remembered between starts; absent: the platform's own place. */
  readonly data?: string
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Open a browser. */
  readonly open: boolean
  /** Prints one line. The address comes first, alone on its line. */
  print(line: string): void
}

/** The server cannot start; the message says what to do. */
export class ServeFailure extends Error {
  override readonly name = 'ServeFailure'
}

/** Settles when the server was told to end and everything it started has ended. Throws ServeFailure. */
export async function serve(options: ServeOptions): Promise<void> {
  const ended = toldToEnd()
  const server = await startShell(options)
  options.print(server.url)
  if (options.open) openBrowser(server.url)
  await ended
  await server.close()
}

/** The server alone, for programs with a life of their own. Throws ServeFailure. */
export async function startShell({
  root,
  paths,
  compare,
  port,
  data = dataFolder(process.env, process.platform, os.homedir()),
}: Omit<ServeOptions, 'print' | 'open'>): Promise<WebServer> {
  const pageFolder = nodePath.join(root, 'out', 'renderer')
  const hostEntry = nodePath.join(root, 'out', 'main', 'trace-host.js')
  for (const built of [nodePath.join(pageFolder, 'index.html'), hostEntry])
    if (!existsSync(built)) throw new ServeFailure(`${nodePath.relative(root, built)} is missing: run "npm run build"`)
  const settings = createSettingsStore(nodePath.join(data, 'settings.json'))
  await settings.read()
  const recording = recordingRoot(process.env, process.cwd())
  const libraries = recording === undefined ? [] : [recording]
  const given = await Promise.all(paths.map((path) => recognize(path, { libraries })))
  // A folder without bundles is there to be browsed.
  const opened = given.flatMap(({ path, kind }) => (kind === 'nothing' && isFolder(path) ? [] : [path]))
  const roots = given.flatMap(({ path, kind }) => (kind === 'missing' || kind === 'unreadable' ? [] : [path]))
  const services: WebServerOptions['services'] = {
    about: { version: versionOf(root), shell: 'web', platform: platformName() },
    samples: samplePaths(root),
    libraries,
    settings,
    recents: createRecents(nodePath.join(data, 'recents.json')),
    cacheFolder: nodePath.join(data, 'library-cache'),
    recognize: (path) => recognize(path, { libraries: [...libraries, ...settings.current.settings.libraries] }),
    // Ends with the server, which may run on a machine that is not the person's own.
    crashes: createCrashLog(undefined),
    startHost: () => superviseHost(forkHost(hostEntry)),
    pasted: (text) => pasteWithin(text ?? '', roots),
    ...(roots.length === 0 ? {} : { browse: browserOf(roots) }),
    reportBug: (bug) => {
      process.stderr.write(bugReport(bug))
    },
  }
  try {
    return await startWebServer({
      pageFolder,
      services,
      opening: { paths: opened, compare },
      ...(port === undefined ? {} : { port }),
    })
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw taken ? new ServeFailure(`port ${String(port)} is taken: choose another with --port`) : error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function versionOf(root: string): string {
  const text = readFileSync(nodePath.join(root, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

function platformName(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
}
