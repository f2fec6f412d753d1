/**
 * First script of a utility process: gives the real entry `process.parentPort` and takes Node's own channel away.
 * https://www.electronjs.org/docs/latest/api/parent-port
 */
import { pathToFileURL } from 'node:url'
import { ModelledEmitter, strict } from './strict.ts'

const [, , entry = '', ...args] = process.argv
const { send } = process

/** Messages wait until somebody listens. */
class ParentPort extends ModelledEmitter {
  protected waiting: unknown[] = []

  constructor() {
    super('process.parentPort', ['message'])
    process.on('message', (data: unknown) => {
      if (this.listenerCount('message') > 0) this.deliver(data)
      else this.waiting.push(data)
    })
  }

  override on(event: string | symbol, listener: Parameters<ModelledEmitter['on']>[1]): this {
    super.on(event, listener)
    for (const data of this.waiting.splice(0)) this.deliver(data)
    return this
  }

  postMessage(message: unknown): void {
    if (send !== undefined) Reflect.apply(send, process, [structuredClone(message)])
  }

  protected deliver(data: unknown): void {
    this.emit('message', strict('MessageEvent', { data, ports: [] }))
  }
}

Object.defineProperty(process, 'parentPort', { value: strict('process.parentPort', new ParentPort()) })
Object.defineProperty(process, 'send', { value: undefined })
Object.defineProperty(process, 'type', { value: 'utility' })
process.argv = [process.execPath, entry, ...args]
// Electron ends its utility processes with itself.
process.once('disconnect', () => process.exit())
// A rejection nobody handles is reported and only spoils the exit code.
process.on('unhandledRejection', (reason) => {
  process.stderr.write(`${String(reason)}\n`)
  process.exitCode = 1
})

await import(pathToFileURL(entry).href)
