/**
 * Utility processes as Node children, with the documented differences: no pid and no kill before `spawn`, `exit` with one
 * number, silence after the end, plain bytes instead of Buffers. https://www.electronjs.org/docs/latest/api/utility-process
 */
import { fork, type ChildProcess } from 'node:child_process'
import os from 'node:os'
import { checkKeys, ModelledEmitter, notModelled, strict } from './strict.ts'

export interface ForkOptions {
  readonly serviceName?: string
  readonly execArgv?: readonly string[]
}

/** Says that a process ended on its own. https://www.electronjs.org/docs/latest/api/app#event-child-process-gone */
export interface GoneDetails {
  readonly type: 'Utility'
  readonly serviceName: 'node.mojom.NodeService'
  readonly name: string
  readonly reason: 'crashed' | 'abnormal-exit' | 'killed' | 'oom'
  readonly exitCode: number
}

const JS_FLAGS = '--js-flags='
const LAST_WORDS = 16 * 1024

class UtilityProcess extends ModelledEmitter {
  pid: number | undefined
  readonly stdout = null
  readonly stderr = null
  protected readonly child: ChildProcess
  protected killed = false
  protected ended = false
  protected lastWords = ''

  constructor(
    entries: { readonly bootstrap: string; readonly module: string },
    args: readonly string[],
    { serviceName = 'Node Utility Process', execArgv = [] }: ForkOptions,
    onGone: (details: GoneDetails) => void,
  ) {
    super('utilityProcess', ['spawn', 'exit', 'message', 'error'])
    this.child = fork(entries.bootstrap, [entries.module, ...args], {
      serialization: 'advanced',
      // Node's own options are filtered out; V8's arrive through this one.
      execArgv: execArgv
        .filter((flag) => flag.startsWith(JS_FLAGS))
        .flatMap((flag) => flag.slice(JS_FLAGS.length).split(' ')),
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-LAST_WORDS)
      process.stderr.write(text)
    })
    this.child.once('spawn', () => {
      this.pid = this.child.pid
      this.emit('spawn')
    })
    this.child.on('message', (message) => this.emit('message', message))
    this.child.once('close', (code, signal) => {
      this.finish(code ?? os.constants.signals[signal ?? 'SIGKILL'], serviceName, onGone)
    })
  }

  /** Does nothing once the process has ended. */
  postMessage(message: unknown): void {
    const cloned: unknown = structuredClone(message)
    if (typeof cloned !== 'object' || cloned === null) notModelled('postMessage of a primitive')
    if (!this.ended && this.child.connected) this.child.send(cloned, () => undefined)
  }

  kill(): boolean {
    if (this.pid === undefined) return false
    this.killed = true
    return this.child.kill('SIGTERM')
  }

  protected finish(code: number, serviceName: string, onGone: (details: GoneDetails) => void): void {
    this.ended = true
    const outOfMemory = this.lastWords.includes('heap out of memory')
    if (outOfMemory) this.emit('error', 'FatalError', 'V8 javascript OOM', '')
    const exitCode = this.killed ? 0 : code
    if (exitCode !== 0)
      onGone({
        type: 'Utility',
        serviceName: 'node.mojom.NodeService',
        name: serviceName,
        reason: outOfMemory ? 'oom' : 'crashed',
        exitCode,
      })
    this.emit('exit', exitCode)
    this.pid = undefined
  }
}

export class UtilityProcesses {
  readonly #isReady: () => boolean
  readonly #bootstrap: string
  readonly #onGone: (details: GoneDetails) => void
  readonly #running = new Set<UtilityProcess>()

  constructor(isReady: () => boolean, bootstrap: string, onGone: (details: GoneDetails) => void) {
    this.#isReady = isReady
    this.#bootstrap = bootstrap
    this.#onGone = onGone
  }

  /** The `utilityProcess` module. */
  readonly module = strict('utilityProcess', {
    fork: (module: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess => {
      if (!this.#isReady()) throw new TypeError('utilityProcess cannot be created before app is ready.')
      checkKeys('utilityProcess.fork', options, ['serviceName', 'execArgv'])
      const child = new UtilityProcess({ bootstrap: this.#bootstrap, module }, args, options, this.#onGone)
      this.#running.add(child)
      child.once('exit', () => this.#running.delete(child))
      return strict('utilityProcess', child)
    },
  })

  pids(): readonly number[] {
    return [...this.#running].flatMap(({ pid }) => pid ?? [])
  }
}
