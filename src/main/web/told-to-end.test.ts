import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toldToEnd } from './told-to-end.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

describe('a server', () => {
  const forgetSignals = (): void => {
    for (const signal of signals) process.removeAllListeners(signal)
  }
  beforeEach(forgetSignals)
  afterEach(() => {
    vi.restoreAllMocks()
    forgetSignals()
  })

  it.each(signals)('ends on %s, and at once on another', async (signal) => {
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${String(code)}`)
    })
    const ended = toldToEnd()
    process.emit(signal)
    expect(await ended).toBe(signal)
    expect(() => process.emit(signal)).toThrow('exit 1')
  })
})
