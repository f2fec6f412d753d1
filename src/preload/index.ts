/**
 * Puts the bridge on the page. Owns the check that only calls of the contract pass and the way from a dropped `File` to its
 * path; never hands an IPC event, a path or `ipcRenderer` to the page. Main checks senders and requests again.
 */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Bridge, EventMessage } from '../shared/bridge.ts'
import { bridgeChannels, callNames, type CallName } from '../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../shared/calls/index.ts'
import type { Reply } from '../shared/events.ts'
import type { Wish } from '../shared/view-models/app.ts'
import { answerWithin, failure } from './answer-within.ts'

const ANSWER_LIMIT_MS = 60_000
/** A native dialog waits for a person, and a large bundle takes its time. */
const UNLIMITED: ReadonlySet<CallName> = new Set(['app/choose', 'trace/save'])
const knownCalls: ReadonlySet<string> = new Set(callNames)

/** Main's answers are our own: they have the contract's types. */
interface Main {
  invoke<K extends CallName>(name: K, id: number, request: RequestOf<K>): Promise<Reply<ResponseOf<K>>>
  invoke(channel: typeof bridgeChannels.files, paths: readonly string[]): Promise<Reply<Wish>>
}
const main: Main = ipcRenderer

const bridge: Bridge<File> = {
  async invoke(name, id, request) {
    if (!knownCalls.has(name)) return failure('bad_request', `there is no call ${name}`)
    const reply = main.invoke(name, id, request)
    const limit = UNLIMITED.has(name) ? undefined : ANSWER_LIMIT_MS
    return answerWithin({ name, reply }, limit, () => {
      bridge.cancel(id)
    })
  },
  cancel(id) {
    ipcRenderer.send(bridgeChannels.cancel, id)
  },
  on(listener) {
    const forward = (_event: IpcRendererEvent, message: EventMessage): void => {
      listener(message)
    }
    ipcRenderer.on(bridgeChannels.event, forward)
    return () => {
      ipcRenderer.off(bridgeChannels.event, forward)
    }
  },
  async giveFiles(files) {
    // Read before anything is awaited: the drop's data is gone once its handler has returned. Files made by script have no path.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
    const reply = main.invoke(bridgeChannels.files, paths)
    return answerWithin({ name: bridgeChannels.files, reply }, ANSWER_LIMIT_MS, () => undefined)
  },
}

contextBridge.exposeInMainWorld('rolloutlens', bridge)
