/**
 * One page of Chromium, prepared as Electron prepares a window's: the two worlds, the preload, intercepted requests, answers
 * to the preload's one synchronous question. Owns everything that speaks the DevTools protocol to a page; `WebContents`
 * gives it Electron's shape.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import type { Connection, Session } from './cdp.ts'
import type { FromMain, ToMain } from './page/options.ts'
import type { SchemeTable } from './protocol.ts'

/** Parameters of the function Electron compiles a sandboxed preload to. */
const PRELOAD_SCOPE = 'require, process, exports, module, Buffer, global, setImmediate, clearImmediate'
const PRELOAD_WORLD = 'Electron Isolated Context'

export type PreloadMessage = Exclude<ToMain, { type: 'window-wanted' }>

export interface PageTargetEvents {
  /** From the preload of the document that is shown. */
  onMessage(message: PreloadMessage): void
  onLoaded(): void
  /** Something was drawn for the first time. */
  onPainted(): void
  onNavigationStarted(url: string, isMainFrame: boolean, isSameDocument: boolean): void
  onNavigated(url: string): void
  /** The page, not the program, wants to go elsewhere. False keeps it where it is. */
  mayNavigate(url: string, isMainFrame: boolean): boolean
  /** A window the page wants, by script or by a link. It never gets one. */
  onWindowWanted(url: string): void
  onCrashed(): void
}

export interface PageOptions {
  readonly preload: string
  /** Bundled scripts of the two worlds. */
  readonly scripts: { readonly page: string; readonly preload: string }
  readonly dark: boolean
}

/** Browser and page have agreed on the kinds of navigation that start in the page itself. */
export class PageTarget {
  readonly #targetId: string
  readonly #browser: Session
  readonly #session: Session
  readonly #schemes: SchemeTable
  readonly #events: PageTargetEvents
  /** Execution context of the preload in the document that is shown. */
  #preloadContext: number | undefined
  #mainFrame = ''
  /** Documents that the program itself asked for. */
  readonly #expected = new Set<string>()
  #reloading = false

  private constructor(
    targetId: string,
    browser: Session,
    session: Session,
    schemes: SchemeTable,
    events: PageTargetEvents,
  ) {
    this.#targetId = targetId
    this.#browser = browser
    this.#session = session
    this.#schemes = schemes
    this.#events = events
  }

  static async create(
    connection: Connection,
    schemes: SchemeTable,
    options: PageOptions,
    events: PageTargetEvents,
  ): Promise<PageTarget> {
    // Wanted windows are told only to who asks for them.
    await connection.browser.send('Target.setDiscoverTargets', { discover: true })
    const { targetId } = await connection.browser.send('Target.createTarget', { url: 'about:blank', newWindow: true })
    const { sessionId } = await connection.browser.send('Target.attachToTarget', { targetId, flatten: true })
    const target = new PageTarget(targetId, connection.browser, connection.session(sessionId), schemes, events)
    target.#followBrowser()
    await target.#prepare(options)
    return target
  }

  /** Settles when the document is there or cannot be had. */
  async navigate(url: string): Promise<void> {
    const mapped = this.#schemes.toIntercepted(url)
    this.#expected.add(mapped)
    const { errorText } = await this.#session.send('Page.navigate', { url: mapped })
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`)
  }

  async reload(): Promise<void> {
    this.#reloading = true
    await this.#session.send('Page.reload')
  }

  /** Dropped when no preload runs in the page. */
  tellPreload(message: FromMain): void {
    if (this.#preloadContext === undefined) return
    const expression = `standInHear(${JSON.stringify(JSON.stringify(message))})`
    this.#session.send('Runtime.evaluate', { expression, contextId: this.#preloadContext }).catch(ignoreGone)
  }

  async setBounds(bounds: { readonly width: number; readonly height: number }): Promise<void> {
    const { windowId } = await this.#session.send('Browser.getWindowForTarget', { targetId: this.#targetId })
    await this.#session.send('Browser.setWindowBounds', { windowId, bounds: { ...bounds } })
  }

  /** The document's title, which Electron makes the window's. */
  async title(): Promise<string> {
    const { targetInfo } = await this.#browser.send('Target.getTargetInfo', { targetId: this.#targetId })
    return targetInfo.title
  }

  async setPermission(name: string, granted: boolean, origin: string): Promise<void> {
    await this.#session.send('Browser.setPermission', {
      permission: { name },
      setting: granted ? 'granted' : 'denied',
      origin: new URL(this.#schemes.toIntercepted(origin)).origin,
    })
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.closeTarget', { targetId: this.#targetId }).catch(ignoreGone)
  }

  async crash(): Promise<void> {
    // A crashed page answers nothing, not even this.
    await Promise.race([
      this.#session.send('Page.crash').catch(ignoreGone),
      new Promise<void>((resolve) => this.#session.on('Inspector.targetCrashed', () => resolve())),
    ])
  }

  async #prepare({ preload, scripts, dark }: PageOptions): Promise<void> {
    const { send } = this.#session
    this.#listen()
    await Promise.all([
      send('Page.enable'),
      send('Runtime.enable'),
      send('Debugger.enable'),
      send('DOM.enable'),
      send('Page.setLifecycleEventsEnabled', { enabled: true }),
      send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      send('Runtime.addBinding', { name: 'standInTell', executionContextName: PRELOAD_WORLD }),
      send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
      }),
    ])
    const { frameTree } = await send('Page.getFrameTree')
    this.#mainFrame = frameTree.frame.id
    const secret = randomUUID()
    const scope = `const standInOptions = ${JSON.stringify({ secret, platform: process.platform })};`
    const askPath = 'const standInAskPath = (question) => { debugger; return question.path };'
    const inWorld = (source: string, worldName?: string) =>
      send('Page.addScriptToEvaluateOnNewDocument', { source, ...(worldName === undefined ? {} : { worldName }) })
    await inWorld(`(() => { ${scope} ${scripts.page} })()`)
    await inWorld(`globalThis.standInPreload = ${this.#compiledPreload(preload)}`, PRELOAD_WORLD)
    await inWorld(`(() => { ${scope} ${askPath} ${scripts.preload} })()`, PRELOAD_WORLD)
  }

  /** A preload that does not compile is reported and does not run, as in Electron. */
  #compiledPreload(file: string): string {
    try {
      const compiled = `(function (${PRELOAD_SCOPE}) {${readFileSync(file, 'utf8')}\n})`
      new vm.Script(compiled, { filename: file })
      return compiled
    } catch (error) {
      this.#events.onMessage({ type: 'preload-error', message: String(error) })
      return 'undefined'
    }
  }

  #listen(): void {
    const session = this.#session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD && context.auxData?.frameId === this.#mainFrame)
        this.#preloadContext = context.id
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#preloadContext) this.#preloadContext = undefined
    })
    session.on('Runtime.executionContextsCleared', () => {
      this.#preloadContext = undefined
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== 'standInTell' || executionContextId !== this.#preloadContext) return
      const message: unknown = JSON.parse(payload)
      if (!isToMain(message)) return
      if (message.type === 'window-wanted') this.#events.onWindowWanted(this.#schemes.fromIntercepted(message.url))
      else this.#events.onMessage(message)
    })
    session.on('Debugger.paused', ({ callFrames }) => {
      this.#answerPath(callFrames[0]?.callFrameId).catch(ignoreGone)
    })
    session.on('Page.loadEventFired', () => {
      this.#events.onLoaded()
    })
    session.on('Page.lifecycleEvent', ({ frameId, name }) => {
      if (frameId === this.#mainFrame && name === 'firstPaint') this.#events.onPainted()
    })
    session.on('Page.frameStartedNavigating', ({ frameId, url, navigationType }) => {
      const sameDocument = /sameDocument/i.test(navigationType)
      this.#events.onNavigationStarted(this.#schemes.fromIntercepted(url), frameId === this.#mainFrame, sameDocument)
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#events.onNavigated(this.#schemes.fromIntercepted(frame.url))
    })
    session.on('Fetch.requestPaused', (paused) => {
      this.#answerRequest(paused).catch(ignoreGone)
    })
    session.on('Inspector.targetCrashed', () => {
      this.#preloadContext = undefined
      this.#events.onCrashed()
    })
  }

  #followBrowser(): void {
    this.#browser.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.openerId !== this.#targetId) return
      this.#events.onWindowWanted(this.#schemes.fromIntercepted(targetInfo.url))
      this.#browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(ignoreGone)
    })
  }

  /** The page stands at `standInAskPath`: Chromium knows the path of the file it asks about, and no script may. */
  async #answerPath(callFrameId: string | undefined): Promise<void> {
    const { send } = this.#session
    try {
      if (callFrameId === undefined) return
      const { result } = await send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'question.file' })
      if (result.objectId === undefined) return
      const { path } = await send('DOM.getFileInfo', { objectId: result.objectId })
      await send('Debugger.evaluateOnCallFrame', {
        callFrameId,
        expression: `question.path = ${JSON.stringify(path)}`,
      })
    } finally {
      await send('Debugger.resume')
    }
  }

  async #answerRequest({
    requestId,
    request,
    frameId,
    resourceType,
  }: {
    readonly requestId: string
    readonly request: {
      readonly url: string
      readonly method: string
      readonly headers: Readonly<Record<string, string>>
    }
    readonly frameId: string
    readonly resourceType: string
  }): Promise<void> {
    const { send } = this.#session
    const url = this.#schemes.fromIntercepted(request.url)
    if (resourceType === 'Document') {
      const ours = this.#reloading || this.#expected.delete(request.url)
      this.#reloading = false
      if (!ours && !this.#events.mayNavigate(url, frameId === this.#mainFrame)) {
        await send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        return
      }
    }
    const answer = await this.#schemes.answer(url, request.method, request.headers)
    if (answer === undefined) {
      await send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
      return
    }
    await send('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: Object.entries(answer.headers).map(([name, value]) => ({ name, value })),
      body: Buffer.from(answer.body).toString('base64'),
    })
  }
}

/** A page may go away between any question and its answer. */
function ignoreGone(error: unknown): void {
  if (process.env['STAND_IN_LOG'] !== undefined) process.stderr.write(`stand-in: ${String(error)}\n`)
}

function isToMain(value: unknown): value is ToMain {
  return typeof value === 'object' && value !== null && 'type' in value
}
