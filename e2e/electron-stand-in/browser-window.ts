/**
 * Windows: options, visibility, title, kept state, closing. What a window shows is its web contents' affair.
 * https://www.electronjs.org/docs/latest/api/browser-window
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkKeys, ModelledEmitter, notModelled, preventable, strict } from './strict.ts'
import { WebContents, type Surroundings } from './web-contents.ts'

const events = ['close', 'closed', 'ready-to-show']
const options = [
  ...['width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'backgroundColor'],
  ...['name', 'windowStatePersistence', 'webPreferences'],
]
const preferences = ['preload', 'contextIsolation', 'sandbox', 'nodeIntegration', 'spellcheck']

export interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly show?: boolean
  readonly title?: string
  readonly name?: string
  readonly windowStatePersistence?: boolean
  readonly webPreferences?: {
    readonly preload?: string
    readonly contextIsolation?: boolean
    readonly sandbox?: boolean
    readonly nodeIntegration?: boolean
  }
}

/** What a window needs of the program it is part of. */
export interface WindowHost {
  readonly isReady: () => boolean
  readonly userData: () => string
  /** Everything a page needs but its preload; there once the program is ready. */
  readonly surroundings: (preload: string) => Surroundings
  readonly onCreated: (window: BrowserWindowModel, contents: WebContents) => void
  readonly onClosed: (window: BrowserWindowModel) => void
}

interface Bounds {
  readonly width: number
  readonly height: number
}

/** A window as a test sees it. */
export interface WindowFacts {
  readonly id: number
  readonly title: string
  readonly url: string
  readonly visible: boolean
  readonly focused: boolean
  readonly bounds: Bounds
}

let lastId = 0

export class BrowserWindowModel extends ModelledEmitter {
  readonly id = ++lastId
  protected readonly host: WindowHost
  protected readonly contents: WebContents
  protected readonly stateName: string | undefined
  protected bounds: Bounds
  protected visible: boolean
  protected destroyed = false

  constructor(host: WindowHost, given: WindowOptions) {
    super('BrowserWindow', events)
    if (!host.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    checkKeys('BrowserWindow', given, options)
    const { webPreferences = {}, name, windowStatePersistence = false } = given
    checkKeys('webPreferences', webPreferences, preferences)
    // The documented defaults since Electron 20; a preload that is not sandboxed would need Node in the page.
    const { contextIsolation = true, sandbox = true, nodeIntegration = false, preload } = webPreferences
    if (!contextIsolation || !sandbox || nodeIntegration) notModelled('a page that is not isolated and sandboxed')
    if (preload === undefined || !path.isAbsolute(preload)) notModelled('a window without an absolute preload path')
    this.host = host
    this.stateName = windowStatePersistence ? name : undefined
    this.bounds = this.savedBounds() ?? { width: given.width ?? 800, height: given.height ?? 600 }
    this.visible = given.show ?? true
    this.contents = new WebContents(host.surroundings(preload))
    this.contents.standIn.once('painted', () => this.emit('ready-to-show'))
    void this.contents.page().then((page) => page.setBounds(this.bounds))
    host.onCreated(this, this.contents)
  }

  get webContents(): WebContents {
    this.assertAlive()
    return strict('webContents', this.contents)
  }

  async loadURL(url: string): Promise<void> {
    this.assertAlive()
    await this.contents.load(url)
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  isVisible(): boolean {
    this.assertAlive()
    return this.visible
  }

  isMinimized(): boolean {
    this.assertAlive()
    return false
  }

  show(): void {
    this.assertAlive()
    this.visible = true
    this.focus()
  }

  focus(): void {
    this.assertAlive()
    focus.window = this
  }

  close(): void {
    this.assertAlive()
    const event = preventable('close', {})
    this.emit('close', event)
    if (event.defaultPrevented) return
    this.saveBounds()
    this.destroyed = true
    if (focus.window === this) focus.window = undefined
    void this.contents.page().then((page) => page.close())
    this.contents.destroy()
    this.emit('closed')
    this.host.onClosed(this)
  }

  /** A person drags the window's corner. */
  async resizedByPerson(bounds: Bounds): Promise<void> {
    this.bounds = bounds
    const page = await this.contents.page()
    await page.setBounds(bounds)
  }

  /** The page's process dies. */
  async crashPage(): Promise<void> {
    const page = await this.contents.page()
    await page.crash()
  }

  /** What a person sees of the window. */
  async describe(): Promise<WindowFacts> {
    const { id, visible, bounds } = this
    const page = await this.contents.page()
    return {
      id,
      visible,
      bounds,
      title: await page.title(),
      url: this.contents.getURL(),
      focused: focus.window === this,
    }
  }

  protected savedBounds(): Bounds | undefined {
    return this.stateName === undefined ? undefined : this.savedStates().get(this.stateName)
  }

  protected saveBounds(): void {
    if (this.stateName === undefined) return
    const states = this.savedStates().set(this.stateName, this.bounds)
    writeFileSync(this.stateFile(), JSON.stringify([...states]))
  }

  protected savedStates(): Map<string, Bounds> {
    try {
      const saved: unknown = JSON.parse(readFileSync(this.stateFile(), 'utf8'))
      return new Map(Array.isArray(saved) ? saved : [])
    } catch {
      return new Map()
    }
  }

  protected stateFile(): string {
    return path.join(this.host.userData(), 'stand-in-windows.json')
  }

  protected assertAlive(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
  }
}

const focus: { window: BrowserWindowModel | undefined } = { window: undefined }

export function focusedWindow(): BrowserWindowModel | undefined {
  return focus.window
}
