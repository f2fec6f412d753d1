/**
 * Small files that the application keeps for itself: whole or not there, and for the user alone, since what is remembered of
 * bundles is as private as they are. Knows no format.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import nodePath from 'node:path'
import { isAbsence } from './system-errors.ts'

/** Undefined if there is none. Throws Node's system error for one that cannot be read. */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}

/** Makes the folder if need be. Throws Node's system error; what was there before is then still there. */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const partial = `${path}.${randomUUID()}`
  await mkdir(nodePath.dirname(path), { recursive: true, mode: 0o700 })
  try {
    await writeFile(partial, content, { mode: 0o600 })
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}
