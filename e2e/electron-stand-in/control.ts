/**
 * How a test reaches what only the operating system or a person could: native menu, dialogs, windows, early files. One
 * request, one answer, over the channel between the test's process and this one; the program under test has no part in it.
 */
import type { WindowFacts } from './browser-window.ts'
import { standIn } from './electron.ts'

/** Requests by name: what is asked for and what is answered. */
export interface ControlRequests {
  windows: { readonly request: object; readonly response: readonly WindowFacts[] }
  menu: { readonly request: object; readonly response: ReturnType<typeof standIn.menus.shown> }
  clickMenu: { readonly request: { readonly id: string }; readonly response: undefined }
  dialogs: { readonly request: object; readonly response: typeof standIn.dialogs.asked }
  answerDialog: {
    readonly request: { readonly kind: 'open' | 'save' | 'message' | 'error'; readonly answer: object }
    readonly response: undefined
  }
  shownInFolder: { readonly request: object; readonly response: readonly string[] }
  foreignRequests: { readonly request: object; readonly response: readonly string[] }
  hostPids: { readonly request: object; readonly response: readonly number[] }
  copy: { readonly request: { readonly text: string }; readonly response: undefined }
  openUrl: { readonly request: { readonly url: string }; readonly response: undefined }
  openFile: { readonly request: { readonly file: string }; readonly response: undefined }
  resizeWindow: {
    readonly request: { readonly id: number; readonly width: number; readonly height: number }
    readonly response: undefined
  }
  closeWindow: { readonly request: { readonly id: number }; readonly response: undefined }
  crashPage: { readonly request: { readonly id: number }; readonly response: undefined }
  quit: { readonly request: object; readonly response: undefined }
}

export type ControlName = keyof ControlRequests

type Handlers = {
  readonly [Name in ControlName]: (
    request: ControlRequests[Name]['request'],
  ) => ControlRequests[Name]['response'] | Promise<ControlRequests[Name]['response']>
}

const windowOf = (id: number) => {
  const window = standIn.program.standIn.windowList().find((one) => one.id === id)
  if (window === undefined) throw new Error(`no window ${String(id)}`)
  return window
}

const handlers: Handlers = {
  windows: () => Promise.all(standIn.program.standIn.windowList().map((window) => window.describe())),
  menu: () => standIn.menus.shown(),
  clickMenu({ id }) {
    standIn.menus.click(id)
    return undefined
  },
  dialogs: () => standIn.dialogs.asked,
  answerDialog({ kind, answer }) {
    standIn.dialogs.answer(kind, answer)
    return undefined
  },
  shownInFolder: () => standIn.desktop.shown,
  foreignRequests: () => standIn.schemes.foreignRequests,
  hostPids: () => standIn.utilityProcesses.pids(),
  copy({ text }) {
    standIn.copied.text = text
    return undefined
  },
  openUrl({ url }) {
    standIn.program.standIn.openUrl(url)
    return undefined
  },
  openFile({ file }) {
    standIn.program.standIn.openFile(file)
    return undefined
  },
  async resizeWindow({ id, width, height }) {
    await windowOf(id).resizedByPerson({ width, height })
    return undefined
  },
  closeWindow({ id }) {
    windowOf(id).close()
    return undefined
  },
  async crashPage({ id }) {
    await windowOf(id).crashPage()
    return undefined
  },
  quit() {
    standIn.program.quit()
    return undefined
  },
}

export interface ControlRequest {
  readonly id: number
  readonly name: ControlName
  readonly request: never
}

/** `Value` is `unknown` to this side, which sends it, and `never`, assignable to what was asked for, to the test. */
export type ControlMessage<Value> =
  | { readonly type: 'ready'; readonly endpoint: string }
  | { readonly type: 'answer'; readonly id: number; readonly value: Value }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }

function tell(message: ControlMessage<unknown>): void {
  process.send?.(message)
}

/** `endpoint` is where the test finds the windows' pages. */
export function startControl(endpoint: string): void {
  process.on('message', (message: unknown) => {
    if (isControlRequest(message)) void answer(message)
  })
  // The test is gone, and with it everyone who would look at the windows.
  process.once('disconnect', () => process.exit())
  tell({ type: 'ready', endpoint })
}

async function answer({ id, name, request }: ControlRequest): Promise<void> {
  try {
    tell({ type: 'answer', id, value: await handlers[name](request) })
  } catch (error) {
    tell({ type: 'failure', id, message: String(error) })
  }
}

function isControlRequest(value: unknown): value is ControlRequest {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'name' in value && String(value.name) in handlers
  )
}
