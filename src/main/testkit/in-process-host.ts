/** A real trace host in the test's own process, behind a message channel: messages are cloned and arrive later, as between processes. */
import { MessageChannel } from 'node:worker_threads'
import type { CallFailure, Reply } from '../../shared/events.ts'
import type { HostExit, HostProcess } from '../host-process/host-process.ts'
import { runHost, type HostParts } from '../trace-host/host.ts'
import { saveArchive } from '../trace-host/save-archive.ts'
import type { FromHost, HostEvent, ToHost } from '../trace-host/protocol.ts'

export class InProcessHost implements HostProcess {
  readonly exited: Promise<HostExit>
  /** Everything the host said. */
  readonly said: FromHost[] = []
  readonly bugs: unknown[] = []
  readonly #channel = new MessageChannel()
  readonly #waiting: (() => void)[] = []

  constructor(openTrace: HostParts['openTrace']) {
    const { port1: shell, port2: host } = this.#channel
    this.exited = new Promise((resolve) => {
      runHost({
        openTrace,
        saveArchive,
        port: {
          post(message) {
            host.postMessage(message)
          },
          onMessage(handler) {
            host.on('message', handler)
          },
          onClosed() {},
        },
        reportBug: (bug) => this.bugs.push(bug),
        onStopped() {
          host.close()
          resolve({ expected: true, reason: 'exit code 0' })
        },
      })
    })
    shell.on('message', (message: FromHost) => {
      this.said.push(message)
      for (const resolve of this.#waiting.splice(0)) resolve()
    })
  }

  post(message: ToHost<unknown>): void {
    this.#channel.port1.postMessage(message)
  }

  onMessage(handler: (message: FromHost) => void): void {
    this.#channel.port1.on('message', handler)
  }

  stop(): Promise<HostExit> {
    this.post({ type: 'stop' })
    return this.exited
  }

  /** The answer to what was asked as `id`. */
  async reply(id: number): Promise<Reply<unknown>> {
    const message = await this.heard((said) => said.type === 'reply' && said.id === id)
    if (message.type !== 'reply') throw new Error('heard something else')
    return message.reply
  }

  /** The failure of what was asked as `id`. */
  async failure(id: number): Promise<CallFailure> {
    const reply = await this.reply(id)
    if (reply.ok) throw new Error(`call ${String(id)} did not fail`)
    return reply.error
  }

  async event(name: HostEvent['name'], matches: (event: HostEvent) => boolean = () => true): Promise<HostEvent> {
    const message = await this.heard((said) => said.type === 'event' && said.name === name && matches(said))
    if (message.type !== 'event') throw new Error('heard something else')
    return message
  }

  /** The first message that `matches`, which may have come already. */
  async heard(matches: (message: FromHost) => boolean): Promise<FromHost> {
    for (;;) {
      const message = this.said.find(matches)
      if (message !== undefined) return message
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }
}
