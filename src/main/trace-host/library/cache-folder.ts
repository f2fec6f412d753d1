/** The folder of all libraries' caches: how large it is, and how it is kept small. Never fails over a file that went meanwhile. */
import { readdir, rm, stat } from 'node:fs/promises'
import nodePath from 'node:path'

interface CacheFile {
  readonly path: string
  readonly bytes: number
  readonly usedAt: number
}

export async function cacheBytes(folder: string): Promise<number> {
  return (await filesIn(folder)).reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Removes the files that were written longest ago until the rest is no larger. 0 removes all. */
export async function shrinkCache(folder: string, mostBytes: number): Promise<void> {
  const files = (await filesIn(folder)).toSorted((a, b) => b.usedAt - a.usedAt)
  let kept = 0
  for (const { path, bytes } of files) {
    kept += bytes
    if (kept > mostBytes) await rm(path, { force: true })
  }
}

async function filesIn(folder: string): Promise<readonly CacheFile[]> {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(
    names.map(async (name) => {
      const path = nodePath.join(folder, name)
      const facts = await stat(path).catch(() => undefined)
      return facts?.isFile() === true ? [{ path, bytes: facts.size, usedAt: facts.mtimeMs }] : []
    }),
  )
  return files.flat()
}
