/**
 * One page as the program sees it: its frame, its navigation, messages to its preload.
 * https://www.electronjs.org/docs/latest/api/web-contents
 */
import type { Connection } from './cdp.ts'
import { encodeForPage, type IpcMain } from './ipc.ts'
import { PageTarget, type PageOptions, type PreloadMessage } from './page-target.ts'
import type { SchemeTable } from './protocol.ts'
import { permissionNames, type Permissions } from './session.ts'
import { ModelledEmitter, notModelled, preventable, strict } from './strict.ts'

const events = [
  'destroyed',
  'did-start-navigation',
  'preload-error',
  'render-process-gone',
  'will-attach-webview',
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
]

export interface Surroundings {
  readonly connection: Connection
  readonly schemes: SchemeTable
  readonly permissions: Permissions
  readonly ipc: IpcMain
  readonly page: PageOptions
}

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string }

let lastId = 0

export class WebContents extends ModelledEmitter {
  readonly id = ++lastId
  /** For the window that shows it; no part of the modelled API. */
  readonly standIn = new ModelledEmitter('standIn', ['painted'])
  protected readonly surroundings: Surroundings
  protected readonly target: Promise<PageTarget>
  protected url = ''
  protected gone = false
  protected loading: PromiseWithResolvers | undefined
  protected openHandler: WindowOpenHandler | undefined

  constructor(surroundings: Surroundings) {
    super('webContents', events)
    this.surroundings = surroundings
    const { connection, schemes, page } = surroundings
    this.target = PageTarget.create(connection, schemes, page, {
      onMessage: (message) => {
        this.receive(message)
      },
      onLoaded: () => this.loading?.resolve(),
      onPainted: () => this.standIn.emit('painted'),
      onNavigationStarted: (url, isMainFrame, isSameDocument) => {
        this.emit('did-start-navigation', preventable('did-start-navigation', { url, isMainFrame, isSameDocument }))
      },
      onNavigated: (url) => {
        this.url = url
        void this.applyPermissions()
      },
      mayNavigate: (url, isMainFrame) => this.mayNavigate(url, isMainFrame),
      onWindowWanted: (url) => {
        const decision = this.openHandler?.({ url })
        if (decision?.action !== 'deny') notModelled('a window that a page may open')
      },
      onCrashed: () => this.emit('render-process-gone', preventable('event', {}), { reason: 'crashed', exitCode: 139 }),
    })
  }

  getURL(): string {
    return this.url
  }

  isDestroyed(): boolean {
    return this.gone
  }

  /** A message that cannot be cloned throws; one to a page without a preload is lost. */
  send(channel: string, ...args: readonly unknown[]): void {
    this.assertAlive()
    const encoded = encodeForPage(args)
    if (encoded === undefined) throw new Error('Failed to serialize arguments')
    void this.target.then((target) => {
      target.tellPreload({ type: 'message', channel, args: encoded })
    })
  }

  reload(): void {
    this.assertAlive()
    void this.target.then((target) => target.reload())
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler
  }

  /** Settles with the end of loading, rejects when there is nothing to load. Called by the window alone. */
  async load(url: string): Promise<void> {
    const loading = withResolvers()
    this.loading = loading
    const target = await this.target
    await target.navigate(url)
    await loading.promise
  }

  /** Called when the window is gone. */
  destroy(): void {
    this.gone = true
    this.emit('destroyed')
  }

  /** The page behind it, for the window and the test. */
  async page(): Promise<PageTarget> {
    return this.target
  }

  protected receive(message: PreloadMessage): void {
    if (message.type === 'preload-error') {
      process.stderr.write(`Unable to load preload script: ${message.message}\n`)
      this.emit('preload-error', preventable('event', {}), this.surroundings.page.preload, new Error(message.message))
      return
    }
    const { url } = this
    const isGone = () => this.gone
    const frame = strict('senderFrame', {
      parent: null,
      get url() {
        if (isGone()) throw new Error('Render frame was disposed before WebFrameMain could be accessed')
        return url
      },
    })
    const event = strict('IpcMainEvent', { sender: strict('webContents', this), senderFrame: this.gone ? null : frame })
    void this.target.then((target) =>
      this.surroundings.ipc.receive(message, event, (reply) => {
        target.tellPreload(reply)
      }),
    )
  }

  /** Pages navigate by themselves only where both events leave it to them. */
  protected mayNavigate(url: string, isMainFrame: boolean): boolean {
    const frameEvent = preventable('will-frame-navigate', { url, isMainFrame, isSameDocument: false })
    this.emit('will-frame-navigate', frameEvent)
    if (frameEvent.defaultPrevented || !isMainFrame) return !frameEvent.defaultPrevented
    const event = preventable('will-navigate', { url, isMainFrame, isSameDocument: false })
    this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  protected async applyPermissions(): Promise<void> {
    const target = await this.target
    const contents = strict('webContents', this)
    const { permissions } = this.surroundings
    for (const [permission, name] of Object.entries(permissionNames))
      await target.setPermission(name, permissions.granted(contents, permission, this.url), this.url)
  }

  protected assertAlive(): void {
    if (this.gone) throw new TypeError('Object has been destroyed')
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>
  resolve(): void
}

function withResolvers(): PromiseWithResolvers {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
