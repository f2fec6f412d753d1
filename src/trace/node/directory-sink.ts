/**
 * A folder as the sink of a bundle that is being recorded. A payload file is whole before its name is known to anybody; a line of
 * the log is added whole, and taken back where the disk took only part of it.
 */
import fsPromises, { type FileHandle } from 'node:fs/promises'
import nodePath from 'node:path'
import { TraceError } from '../base/errors.ts'
import { entryPath } from '../bundle/entry-path.ts'
import type { BundleSink } from '../write/sink.ts'
import { systemCode } from './system-errors.ts'

export interface DirectorySinkOptions {
  /**
   * Wait until the disk has every payload and line, so that a recording survives a power cut, not only the end of the process.
   * Costs milliseconds a call. Default false, as Codex does.
   */
  readonly durable?: boolean
}

/** Makes the folder, which must be empty or not exist. Throws TraceError `write_failed`. */
export async function createDirectorySink(
  folder: string,
  { durable = false }: DirectorySinkOptions = {},
): Promise<BundleSink> {
  const root = nodePath.resolve(folder)
  await attempt(nodePath.basename(root), async () => {
    await fsPromises.mkdir(nodePath.join(root, 'payloads'), { recursive: true })
  })
  const others = (await fsPromises.readdir(root)).filter((name) => name !== 'payloads')
  if (others.length > 0) {
    throw new TraceError('write_failed', `${JSON.stringify(nodePath.basename(root))} holds a bundle or something else`)
  }
  return new DirectorySink(root, durable)
}

class DirectorySink implements BundleSink {
  readonly #root: string
  readonly #durable: boolean
  readonly #logs = new Map<string, FileHandle>()

  constructor(root: string, durable: boolean) {
    this.#root = root
    this.#durable = durable
  }

  async create(path: string, bytes: Uint8Array): Promise<void> {
    const target = this.#place(path)
    await attempt(path, async () => {
      const file = await fsPromises.open(target, 'wx')
      try {
        await file.writeFile(bytes)
        if (this.#durable) await file.sync()
      } finally {
        await file.close()
      }
    })
  }

  async append(path: string, bytes: Uint8Array): Promise<void> {
    await attempt(path, async () => {
      const file = await this.#log(path)
      const { size } = await file.stat()
      try {
        await file.writeFile(bytes)
        if (this.#durable) await file.datasync()
      } catch (error) {
        await file.truncate(size)
        throw error
      }
    })
  }

  async close(): Promise<void> {
    const files = [...this.#logs.values()]
    this.#logs.clear()
    await Promise.all(files.map((file) => file.close()))
  }

  async #log(path: string): Promise<FileHandle> {
    const open = this.#logs.get(path)
    if (open !== undefined) return open
    const file = await fsPromises.open(this.#place(path), 'a')
    this.#logs.set(path, file)
    return file
  }

  #place(path: string): string {
    return nodePath.join(this.#root, entryPath(path))
  }
}

async function attempt(shown: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof TraceError) throw error
    const message = `${JSON.stringify(shown)} could not be written (${systemCode(error)})`
    throw new TraceError('write_failed', message, { file: shown }, error)
  }
}
