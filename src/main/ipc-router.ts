/**
 * The only user of `ipcMain`. Owns the check of who speaks and the way from a page to its window's session; what is asked
 * is checked there, against the contract. Every answer is a value or a code.
 */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { bridgeChannels, callNames } from '../shared/call-names.ts'
import type { CallFailure, Reply } from '../shared/events.ts'
import type { WindowSession } from './opening/window-session.ts'
import { isOurTopFrame } from './sender.ts'

const callId = z.int().min(0)
/** Absolute paths from the preload; no system has longer ones, nobody drops more. */
const filePaths = z.array(z.string().min(1).max(32_768)).max(10_000)

/** `sessionOf` knows windows by the id of their web contents; `page` is the URL our page is loaded from. */
export function routeCalls(sessionOf: (contentsId: number) => WindowSession | undefined, page: URL): void {
  const speakerOf = (event: IpcMainEvent | IpcMainInvokeEvent): WindowSession | undefined =>
    isOurTopFrame(event.senderFrame, page) ? sessionOf(event.sender.id) : undefined

  for (const name of callNames) {
    ipcMain.handle(name, (event, id: unknown, request: unknown): Reply<unknown> | Promise<Reply<unknown>> => {
      const session = speakerOf(event)
      if (session === undefined) return refused('sender_refused', name)
      const checked = callId.safeParse(id)
      return checked.success ? session.call(checked.data, name, request) : refused('bad_request', 'a call needs an id')
    })
  }
  ipcMain.handle(bridgeChannels.files, async (event, paths: unknown): Promise<Reply<unknown>> => {
    const session = speakerOf(event)
    if (session === undefined) return refused('sender_refused', bridgeChannels.files)
    const checked = filePaths.safeParse(paths)
    if (!checked.success) return refused('bad_request', z.prettifyError(checked.error))
    return { ok: true, value: await session.give(checked.data) }
  })
  ipcMain.on(bridgeChannels.cancel, (event, id: unknown) => {
    const checked = callId.safeParse(id)
    if (checked.success) speakerOf(event)?.cancel(checked.data)
  })
}

function refused(code: CallFailure['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } }
}
