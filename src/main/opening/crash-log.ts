/**
 * What ended unexpectedly, kept on this machine for a person who wants to report it. Owns what may be in it: when, which part,
 * the reason that the system gave, and where in our own code. Never a message, a path, a name or anything else that could come
 * from a bundle. A log that cannot be read or written is no failure that anybody could act on.
 */
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import nodePath from 'node:path'
import { z } from 'zod'
import type { CrashReport } from '../../shared/view-models/app.ts'

export interface CrashLog {
  note(what: CrashReport['what'], reason: string): void
  /** A bug of ours: its kind and its place in our code. */
  noteBug(bug: unknown): void
  /** Oldest first. */
  read(): readonly CrashReport[]
  clear(): void
}

const saved = z.strictObject({
  atMs: z.number(),
  what: z.enum(['page', 'host', 'program']),
  reason: z.string().max(200),
  frames: z.array(z.string().max(200)).max(20),
})

const MOST_REPORTS = 100
const MOST_FRAMES = 20
const LONGEST_TEXT = 200

/** Kept in `file`; without one, as long as the program runs. */
export function createCrashLog(file: string | undefined, now: () => number = Date.now): CrashLog {
  let reports: readonly CrashReport[] = file === undefined ? [] : reportsIn(file)

  function add(report: CrashReport): void {
    const full = reports.length >= MOST_REPORTS
    reports = [...reports, report].slice(-MOST_REPORTS)
    if (file === undefined) return
    attempt(() => {
      mkdirSync(nodePath.dirname(file), { recursive: true })
      if (full) writeFileSync(file, reports.map(lineOf).join(''), { mode: 0o600 })
      else appendFileSync(file, lineOf(report), { mode: 0o600 })
    })
  }

  return {
    note(what, reason) {
      add({ atMs: now(), what, reason: reason.slice(0, LONGEST_TEXT), frames: [] })
    },
    noteBug(bug) {
      const name = bug instanceof Error ? bug.constructor.name : typeof bug
      const frames = framesOf(bug instanceof Error ? (bug.stack ?? '') : '')
      add({ atMs: now(), what: 'program', reason: `a bug: ${name}`.slice(0, LONGEST_TEXT), frames })
    },
    read: () => reports,
    clear() {
      reports = []
      if (file !== undefined) attempt(() => rmSync(file, { force: true }))
    },
  }
}

const lineOf = (report: CrashReport): string => `${JSON.stringify(report)}\n`

/** Function and file of each frame, without folders. A message of several lines may imitate frames, so it is cut off first. */
function framesOf(stack: string): readonly string[] {
  const lines = stack.split('\n')
  const end = lines.findLastIndex((line) => !/^ {4}at /.test(line))
  return lines.slice(end + 1, end + 1 + MOST_FRAMES).map((line) =>
    line
      .trim()
      .replace(/(?:file:\/\/)?[^\s()]*[\\/]([^\\/\s()]+)/g, '$1')
      .slice(0, LONGEST_TEXT),
  )
}

function reportsIn(file: string): readonly CrashReport[] {
  try {
    return readFileSync(file, 'utf8').split('\n').flatMap(reportOf).slice(-MOST_REPORTS)
  } catch {
    return []
  }
}

/** Nothing for a line that was cut off or is not ours. */
function reportOf(line: string): readonly CrashReport[] {
  try {
    const parsed = saved.safeParse(JSON.parse(line))
    return parsed.success ? [parsed.data] : []
  } catch {
    return []
  }
}

function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // Nobody can be told, and there is nothing they could do.
  }
}
