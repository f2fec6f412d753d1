import { beforeEach, describe, expect, it } from 'vitest'
import { LogWatch } from './log-watch.ts'
import type { BundleSource } from './source.ts'

let log: string | undefined
let identity: string
let mtimeMs: number
let watch: LogWatch

const source: BundleSource = {
  name: 'm',
  stat: () => Promise.resolve(log === undefined ? undefined : { size: log.length, mtimeMs, identity }),
  read: (_, offset, length) => Promise.resolve(new TextEncoder().encode((log ?? '').slice(offset, offset + length))),
  close: () => Promise.resolve(),
}

/** What a look after this change finds. */
async function after(change: () => void): Promise<string> {
  change()
  mtimeMs += 1
  const look = await watch.look()
  return look.kind === 'lost' ? `${look.how}: ${look.message}` : `${look.kind} ${String(look.facts.size)}`
}

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `{"seq":${String(at)}}\n`).join('')

beforeEach(async () => {
  log = lines(500)
  identity = 'a'
  mtimeMs = 1
  watch = new LogWatch(source)
  expect(await watch.look()).toMatchObject({ kind: 'same' })
})

describe('a log that is watched', () => {
  it('grows, and does not', async () => {
    const size = String(lines(600).length)
    expect(await after(() => (log = lines(600)))).toBe(`grown ${size}`)
    expect(await after(() => undefined)).toBe(`same ${size}`)
    expect(await after(() => (log = `${lines(600)}{`))).toMatch(/^grown/)
  })

  it('may begin empty', async () => {
    log = ''
    watch = new LogWatch(source)
    await watch.look()
    expect(await after(() => (log = lines(1)))).toMatch(/^grown/)
  })

  it('is deleted', async () => {
    expect(await after(() => (log = undefined))).toBe('deleted: trace.jsonl is not there any more')
  })

  it('shrinks', async () => {
    expect(await after(() => (log = lines(400)))).toMatch(/^shrunk: trace.jsonl shrank from \d+ bytes to \d+$/)
  })

  it('is another file, even one that begins the same way', async () => {
    expect(
      await after(() => {
        identity = 'b'
        log = lines(700)
      }),
    ).toBe('replaced: trace.jsonl is another file now')
  })

  it.each([
    ['from the start', () => lines(700).replace('0', '9')],
    ['where it ended', () => `${lines(499)}{"seq":!!!}\n${lines(50)}`],
    ['in its whole length and no more', () => lines(500).replaceAll('1', '2')],
  ])('is written over %s', async (_, change) => {
    expect(await after(() => (log = change()))).toMatch(/^replaced: .* was written over/)
  })
})
