/** A log that a script writes, followed by a clock that the test moves: no time passes. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { LiveState } from '../../shared/view-models/live.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { openBundle } from '../../trace/bundle/open-bundle.ts'
import type { OpenedBundle } from '../../trace/bundle/opened-bundle.ts'
import { drawRun } from '../../trace/testkit/draw-bundle.ts'
import { memorySource } from '../../trace/testkit/memory-source.ts'
import { follow } from './follow.ts'

const call =
  'inference_started inference_call_id=i1 thread_id=root codex_turn_id=t1 model=m provider_name=p request_payload=items(user hi)'
const whole = drawRun(`${call}\nrollout_ended status=completed\nrecording_completed`).files
const lines = (whole.get('trace.jsonl') ?? '').split('\n')

let files: Map<string, string>
let bundle: OpenedBundle
let now: number
let told: LiveState[]
let reads: boolean[]

function write(count: number): void {
  files.set('trace.jsonl', lines.slice(0, count).join('\n') + '\n')
}

beforeEach(async () => {
  files = new Map(whole)
  write(3)
  bundle = await openBundle(memorySource('m', files))
  now = 0
  told = []
  reads = []
})

/** Each step happens in a pause, after `ms`; with the last one following ends. */
async function followed(steps: readonly (readonly [ms: number, change: () => void])[]): Promise<readonly string[]> {
  const controller = new AbortController()
  const pending = [...steps]
  await follow({
    bundle,
    reduction: await bundle.replay({ mode: 'tolerant' }),
    signal: controller.signal,
    now: () => now,
    pause() {
      const step = pending.shift()
      if (step === undefined) controller.abort()
      now += step?.[0] ?? 0
      step?.[1]()
      return Promise.resolve()
    },
    readOn({ patient }) {
      reads.push(patient)
      return bundle.replay({ mode: 'tolerant', patient })
    },
    tell: (state) => told.push(state),
  })
  return told.map((state) => (state.name === 'lost' ? `${state.name} ${state.how}` : state.name))
}

const nothing = () => undefined

describe('a log that is followed', () => {
  it('is written, quiet, written again and ended', async () => {
    const states = await followed([
      [
        500,
        () => {
          write(4)
        },
      ],
      [59_000, nothing],
      [2000, nothing],
      [
        60_000,
        () => {
          write(5)
        },
      ],
      [
        500,
        () => {
          write(6)
        },
      ],
    ])
    expect(states).toEqual(['writing', 'writing', 'writing', 'quiet', 'writing', 'ended'])
    expect(bundle.events.count).toBe(6)
  })

  it('tells since when nobody writes', async () => {
    await followed([
      [
        500,
        () => {
          write(4)
        },
      ],
      [70_000, nothing],
    ])
    expect(told.at(-1)).toEqual({ name: 'quiet', sinceMs: 500 })
  })

  it('is read only when it grew', async () => {
    await followed([
      [500, nothing],
      [500, nothing],
      [
        500,
        () => {
          write(4)
        },
      ],
      [500, nothing],
    ])
    expect(reads).toEqual([true, true])
  })

  it('waits for a payload, names it, and goes on without it after ten seconds', async () => {
    files.delete('payloads/1.json')
    await followed([
      [
        500,
        () => {
          write(4)
        },
      ],
      [5000, nothing],
      [5000, nothing],
      [500, nothing],
    ])
    expect(told.map((state) => state.name === 'writing' && state.waitingFor)).toEqual([
      null,
      'payloads/1.json',
      'payloads/1.json',
      null,
      null,
    ])
    expect(reads).toEqual([true, true, true, false, true])
  })

  it('takes a payload that comes late', async () => {
    const payload = files.get('payloads/1.json') ?? ''
    files.delete('payloads/1.json')
    await followed([
      [
        500,
        () => {
          write(4)
        },
      ],
      [500, () => files.set('payloads/1.json', payload)],
    ])
    expect((await bundle.replay({ mode: 'tolerant' })).diagnostics).toEqual([])
  })

  it.each([
    ['deleted', () => files.delete('trace.jsonl')],
    [
      'shrunk',
      () => {
        write(1)
      },
    ],
    ['replaced', () => files.set('trace.jsonl', 'x'.repeat(5000))],
  ])('is %s: that is told, and following ends', async (how, change) => {
    expect(
      await followed([
        [500, change],
        [
          500,
          () => {
            write(6)
          },
        ],
      ]),
    ).toEqual(['writing', `lost ${how}`])
    expect(bundle.events.count).toBe(3)
  })

  it('cannot be read for a while, and then again', async () => {
    const { source } = bundle
    let isBroken = false
    const readable = source.stat.bind(source)
    bundle = await openBundle({
      ...source,
      stat: (path) => (isBroken ? Promise.reject(new TraceError('read_failed', 'stale handle')) : readable(path)),
    })
    const states = await followed([
      [
        500,
        () => {
          isBroken = true
        },
      ],
      [
        500,
        () => {
          isBroken = false
          write(6)
        },
      ],
    ])
    expect(states).toEqual(['writing', 'unreadable', 'ended'])
    expect(told[1]).toEqual({ name: 'unreadable', message: 'stale handle' })
  })
})
