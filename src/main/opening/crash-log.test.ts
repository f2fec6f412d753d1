import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCrashLog } from './crash-log.ts'

let folder: string
let file: string
let time: number
const now = (): number => ++time

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rolloutlens-crashes-'))
  file = path.join(folder, 'data', 'crashes.jsonl')
  time = 0
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('what was noted is there at the next start, until it is deleted', () => {
  createCrashLog(file, now).note('host', 'out of memory')
  const next = createCrashLog(file, now)
  next.note('page', 'crashed, exit code 5')
  const all = [
    { atMs: 1, what: 'host', reason: 'out of memory', frames: [] },
    { atMs: 2, what: 'page', reason: 'crashed, exit code 5', frames: [] },
  ]
  expect([next.read(), createCrashLog(file, now).read()]).toEqual([all, all])
  next.clear()
  expect([next.read(), existsSync(file)]).toEqual([[], false])
})

test('a bug is told by its kind and place, without its message, without folders', () => {
  const secret = 'the user asked: delete /home/someone/diary'
  const bug = new RangeError(`${secret}\n    at imitated (/home/someone/diary/${secret}:1:1)\nmore of it`)
  const log = createCrashLog(file, now)
  log.noteBug(bug)
  const [report] = log.read()
  expect(report).toMatchObject({ what: 'program', reason: 'a bug: RangeError' })
  expect(report?.frames[0]).toMatch(/^at .*crash-log\.test\.ts:\d+:\d+\)?$/)
  const kept = readFileSync(file, 'utf8')
  for (const word of ['diary', 'someone', 'imitated', 'asked', path.dirname(import.meta.filename)])
    expect(kept).not.toContain(word)
})

test('only this user can read it', () => {
  createCrashLog(file, now).note('host', 'signal SIGKILL')
  expect(statSync(file).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0)
})

test('it does not grow for ever, and a damaged line hides no other', () => {
  const log = createCrashLog(file, now)
  for (let crash = 0; crash < 250; crash++) log.note('host', String(crash))
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"atMs":1,"wha`)
  const kept = createCrashLog(file, now).read()
  expect([kept.length, kept[0]?.reason, kept.at(-1)?.reason]).toEqual([100, '150', '249'])
})

test('where nothing can be written, nothing else fails', () => {
  writeFileSync(path.join(folder, 'data'), 'a file where the folder should be')
  const log = createCrashLog(file, now)
  log.note('page', 'oom')
  expect(log.read()).toHaveLength(1)
  log.clear()
})
