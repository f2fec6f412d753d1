import { expect, test } from 'vitest'
import { createRefresher } from './refresher.ts'

function watched() {
  const log: string[] = []
  const refresher = createRefresher<string>({
    onValue: (value) => void log.push(`value ${value}`),
    onFailure: (problem) => void log.push(`failure ${String(problem)}`),
    onBusy: (busy) => void log.push(busy ? 'busy' : 'idle'),
  })
  return { log, refresher }
}

function held(signals: AbortSignal[] = []) {
  let resolve: (value: string) => void = () => undefined
  let reject: (problem: string) => void = () => undefined
  const promise = new Promise<string>((onValue, onFailure) => {
    resolve = onValue
    reject = onFailure
  })
  const run = (signal: AbortSignal): Promise<string> => {
    signals.push(signal)
    return promise
  }
  return {
    run,
    resolve: (value: string) => {
      resolve(value)
    },
    reject: (problem: string) => {
      reject(problem)
    },
    settled: () => promise.then(flush, flush),
  }
}

const flush = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('asking for the same thing lets the first answer arrive, then asks once more', async () => {
  const { log, refresher } = watched()
  const [first, skipped, last] = [held(), held(), held()]
  refresher.ask('a', first.run)
  refresher.ask('a', skipped.run)
  refresher.ask('a', last.run)
  first.resolve('1')
  await first.settled()
  last.resolve('3')
  await last.settled()
  expect(log).toEqual(['busy', 'value 1', 'value 3', 'idle'])
})

test('asking for something else gives up the first and drops its late answer', async () => {
  const { log, refresher } = watched()
  const signals: AbortSignal[] = []
  const [first, second] = [held(signals), held(signals)]
  refresher.ask('a', first.run)
  refresher.ask('b', second.run)
  first.resolve('late')
  await first.settled()
  second.reject('no')
  await second.settled()
  expect(log).toEqual(['busy', 'failure no', 'idle'])
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
})

test('after a stop nothing is told', async () => {
  const { log, refresher } = watched()
  const first = held()
  refresher.ask('a', first.run)
  refresher.stop()
  first.resolve('late')
  await first.settled()
  expect(log).toEqual(['busy', 'idle'])
})
