/** A trace host that does what a test says, for everything that talks to one. */
import type { HostExit, HostProcess } from '../host-process/host-process.ts'
import type { FromHost, ToHost } from '../trace-host/protocol.ts'

/** A host that records what it is told and answers only when a test says so. */
export class ScriptedHost implements HostProcess {
  readonly told: ToHost<unknown>[] = []
  readonly exited: Promise<HostExit>
  stopped = false
  #handler: (message: FromHost) => void = () => undefined
  #exit: (exit: HostExit) => void = () => undefined

  constructor() {
    this.exited = new Promise((resolve) => {
      this.#exit = resolve
    })
  }

  post(message: ToHost<unknown>): void {
    this.told.push(message)
  }

  onMessage(handler: (message: FromHost) => void): void {
    this.#handler = handler
  }

  say(message: FromHost): void {
    this.#handler(message)
  }

  answer(value: unknown): void {
    this.say({ type: 'reply', id: this.lastId(), reply: { ok: true, value } })
  }

  lastId(): number {
    const last = this.told.findLast((message) => 'id' in message)
    if (last === undefined) throw new Error('nothing was asked')
    return last.id
  }

  async die(reason: string): Promise<void> {
    this.#exit({ expected: false, reason })
    await this.exited
  }

  stop(): Promise<HostExit> {
    this.stopped = true
    this.#exit({ expected: true, reason: 'exit code 0' })
    return this.exited
  }
}
