/**
 * Archives that wait to be fetched by the browser, each in a temporary folder of its own that only this user can read. Each is
 * given out once, under a name of 256 random bits, and is gone then, or after a while, or with the server.
 */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import nodePath from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ArchiveTarget } from '../opening/archive-target.ts'
import { pageHeaders } from '../page-files/headers.ts'

export const downloadPath = '/download/'

const TOKEN_BYTES = 32
/** A browser fetches at once; this is for one that asks its person first. */
const PATIENCE_MS = 10 * 60_000

interface Waiting {
  readonly folder: string
  readonly file: string
  readonly name: string
  readonly patience: NodeJS.Timeout
}

export class Downloads {
  readonly #waiting = new Map<string, Waiting>()
  readonly #folders = new Set<string>()
  readonly #patienceMs: number

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs
  }

  /** A place for an archive that will be fetched as `name`. */
  async target(name: string): Promise<ArchiveTarget> {
    const folder = await mkdtemp(nodePath.join(tmpdir(), 'rolloutlens-'))
    this.#folders.add(folder)
    const file = nodePath.join(folder, 'archive.rollout')
    return {
      path: file,
      keep: () => {
        const token = randomBytes(TOKEN_BYTES).toString('base64url')
        const patience = setTimeout(() => void this.#forget(token), this.#patienceMs)
        this.#waiting.set(token, { folder, file, name, patience })
        return { kind: 'download', path: `${downloadPath}${token}` }
      },
      discard: () => this.#remove(folder),
    }
  }

  /** Whether there was such a download; then it is sent, and gone. `path` as it was asked for. */
  async serve(path: string, response: ServerResponse): Promise<boolean> {
    const token = path.slice(downloadPath.length)
    const found = this.#waiting.get(token)
    if (found === undefined) return false
    clearTimeout(found.patience)
    this.#waiting.delete(token)
    try {
      const { size } = await stat(found.file)
      response.writeHead(200, {
        ...pageHeaders('application/octet-stream'),
        'content-length': size,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      })
      await pipeline(createReadStream(found.file), response)
    } catch {
      response.destroy() // the browser gave up, or the file is gone: a download that ends short says so itself
    } finally {
      await this.#remove(found.folder)
    }
    return true
  }

  async close(): Promise<void> {
    for (const { patience } of this.#waiting.values()) clearTimeout(patience)
    this.#waiting.clear()
    await Promise.all([...this.#folders].map((folder) => this.#remove(folder)))
  }

  async #forget(token: string): Promise<void> {
    const found = this.#waiting.get(token)
    this.#waiting.delete(token)
    if (found !== undefined) await this.#remove(found.folder)
  }

  async #remove(folder: string): Promise<void> {
    this.#folders.delete(folder)
    await rm(folder, { recursive: true, force: true })
  }
}
