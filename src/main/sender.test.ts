import { describe, expect, test } from 'vitest'
import { isOurTopFrame, type SenderFrame } from './sender.ts'

const page = new URL('app://rolloutlens/')
const top = (url: string): SenderFrame => ({ url, parent: null })

describe('a sender', () => {
  test('is our page in the top frame', () => {
    expect(isOurTopFrame(top('app://rolloutlens/index.html#x'), page)).toBe(true)
  })

  test.each([
    '',
    'about:blank',
    'app://rolloutlens.evil/',
    'app://other/',
    'https://rolloutlens/',
    'file:///rolloutlens',
    'app:',
  ])('is not %s', (url) => {
    expect(isOurTopFrame(top(url), page)).toBe(false)
  })

  test('is not a frame inside our page', () => {
    expect(isOurTopFrame({ url: 'app://rolloutlens/', parent: {} }, page)).toBe(false)
  })

  test('is not a frame that has gone', () => {
    const disposed: SenderFrame = {
      parent: null,
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }
    expect([isOurTopFrame(null, page), isOurTopFrame(disposed, page)]).toEqual([false, false])
  })
})
