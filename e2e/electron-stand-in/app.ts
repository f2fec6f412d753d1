/**
 * The life of the program: switches, paths, the single instance, `ready`, and the order in which everything ends.
 * https://www.electronjs.org/docs/latest/api/app
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserWindowModel } from './browser-window.ts'
import { takeLock, type SecondInstance } from './single-instance.ts'
import { ModelledEmitter, notModelled, preventable, strict } from './strict.ts'
import type { GoneDetails } from './utility-process.ts'

const events = [
  ...['will-finish-launching', 'ready', 'open-file', 'open-url', 'second-instance', 'activate', 'web-contents-created'],
  ...['window-all-closed', 'before-quit', 'will-quit', 'quit', 'child-process-gone'],
]

export class App extends ModelledEmitter {
  readonly isPackaged = false
  /** https://www.electronjs.org/docs/latest/api/command-line */
  readonly commandLine = strict('app.commandLine', { getSwitchValue: switchValue })
  protected readonly folder: string
  protected readonly windows = new Set<BrowserWindowModel>()
  protected readonly paths = new Map<string, string>()
  protected readonly readiness: Promise<void>
  protected becomeReady = (): void => undefined
  protected shutDown = (): Promise<void> => Promise.resolve()
  protected ready = false
  protected quitting = false

  /** `folder` is where the program's package.json lies. */
  constructor(folder: string) {
    super('app', events)
    this.folder = folder
    this.readiness = new Promise((resolve) => {
      this.becomeReady = resolve
    })
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox can only be called before app is ready')
  }

  getVersion(): string {
    const manifest: unknown = JSON.parse(readFileSync(path.join(this.folder, 'package.json'), 'utf8'))
    const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
    return hasVersion ? String(manifest.version) : ''
  }

  getPath(name: string): string {
    if (name !== 'userData') notModelled(`app.getPath('${name}')`)
    // A test must not meet the data of the person who runs it.
    return this.paths.get(name) ?? notModelled(`app.getPath('${name}') before app.setPath`)
  }

  setPath(name: string, folder: string): void {
    if (name !== 'userData') notModelled(`app.setPath('${name}')`)
    if (!existsSync(folder)) throw new Error(`Failed to set path: ${folder} does not exist`)
    this.paths.set(name, folder)
  }

  /** `second-instance` comes after `ready`, its argv in Chromium's order and with Chromium's additions. */
  requestSingleInstanceLock(additionalData: unknown): boolean {
    return takeLock(this.getPath('userData'), additionalData, (second) => {
      void this.readiness.then(() => this.tellSecond(second))
    })
  }

  whenReady(): Promise<void> {
    return this.readiness
  }

  isReady(): boolean {
    return this.ready
  }

  /** Closes every window; one that prevents its closing stops it all. */
  quit(): void {
    if (this.quitting) return
    const before = preventable('before-quit', {})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.quitting = true
    for (const window of this.windows) if (!window.isDestroyed()) window.close()
    if (this.windows.size > 0) {
      this.quitting = false
      return
    }
    const will = preventable('will-quit', {})
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }

  /** Ends, asking nobody. */
  exit(code = 0): void {
    this.emit('quit', preventable('quit', {}), code)
    const end = (): never => process.exit(code)
    this.shutDown().then(end, end)
  }

  /** What the operating system and Chromium do to the program; no part of the modelled API. */
  standIn = {
    /** `shutDown` is carried out before the process ends. */
    finishLaunching: (earlyFiles: readonly string[], shutDown: () => Promise<void>): void => {
      this.shutDown = shutDown
      this.emit('will-finish-launching')
      for (const file of earlyFiles) this.emit('open-file', preventable('open-file', {}), file)
      this.ready = true
      this.becomeReady()
      this.emit('ready')
    },
    openFile: (file: string): void => {
      this.emit('open-file', preventable('open-file', {}), file)
    },
    openUrl: (url: string): void => {
      this.emit('open-url', preventable('open-url', {}), url)
    },
    childGone: (details: GoneDetails): void => {
      this.emit('child-process-gone', preventable('child-process-gone', {}), details)
    },
    windowCreated: (window: BrowserWindowModel, contents: object): void => {
      this.windows.add(window)
      this.emit('web-contents-created', preventable('web-contents-created', {}), contents)
    },
    windowClosed: (window: BrowserWindowModel): void => {
      this.windows.delete(window)
      if (this.windows.size > 0 || this.quitting) return
      // Without a listener the program ends with its last window.
      if (!this.emit('window-all-closed')) this.quit()
    },
    windowList: (): readonly BrowserWindowModel[] => [...this.windows],
  }

  protected tellSecond({ argv, workingDirectory, additionalData }: SecondInstance): void {
    const [executable = '', ...rest] = argv
    const isSwitch = (argument: string): boolean => argument.startsWith('--')
    const reordered = [
      executable,
      ...rest.filter(isSwitch),
      `--original-process-start-time=${String(process.hrtime.bigint())}`,
      ...rest.filter((argument) => !isSwitch(argument)),
    ]
    this.emit('second-instance', preventable('second-instance', {}), reordered, workingDirectory, additionalData)
  }
}

/** Switches are `--name=value`; the last one counts. */
function switchValue(name: string): string {
  const prefix = `--${name}=`
  return process.argv.findLast((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? ''
}
