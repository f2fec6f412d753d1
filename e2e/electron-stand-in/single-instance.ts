/**
 * One running program per data folder: the second start hands its data to the first and is told to end. The answer must be
 * synchronous, so the lock is a file and the message another. https://www.electronjs.org/docs/latest/api/app
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'
import { decode, encode } from './structured-clone.ts'

export interface SecondInstance {
  readonly argv: readonly string[]
  readonly workingDirectory: string
  readonly additionalData: unknown
}

/** False: another process has the lock and will be told. */
export function takeLock(
  userData: string,
  additionalData: unknown,
  onSecond: (second: SecondInstance) => void,
): boolean {
  const lock = path.join(userData, 'stand-in-lock')
  const inbox = path.join(userData, 'stand-in-second-instances')
  mkdirSync(inbox, { recursive: true })
  if (!createLock(lock)) {
    const { argv } = process
    const message = encode({ argv, workingDirectory: process.cwd(), additionalData })
    const name = randomUUID()
    writeFileSync(path.join(inbox, `${name}.partial`), message)
    renameSync(path.join(inbox, `${name}.partial`), path.join(inbox, `${name}.message`))
    return false
  }
  const watcher = watch(inbox, () => {
    for (const name of readdirSync(inbox)) if (name.endsWith('.message')) deliver(path.join(inbox, name), onSecond)
  })
  watcher.unref()
  process.once('exit', () => {
    rmSync(lock, { force: true })
  })
  return true
}

/** The lock of a process that is gone is nobody's. */
function createLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false
    writeFileSync(lock, String(process.pid))
    return true
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function deliver(file: string, onSecond: (second: SecondInstance) => void): void {
  const second = decode(readFileSync(file, 'utf8'))
  rmSync(file)
  if (isSecondInstance(second)) onSecond(second)
}

function isSecondInstance(value: unknown): value is SecondInstance {
  return typeof value === 'object' && value !== null && 'argv' in value && 'workingDirectory' in value
}
