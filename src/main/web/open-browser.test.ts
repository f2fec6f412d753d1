import { describe, expect, it } from 'vitest'
import { browserCommand } from './open-browser.ts'

const url = 'http://127.0.0.1:1/#a&b%c'

describe('the browser', () => {
  it('is opened by what each system has for it, the address in one piece', () => {
    expect(browserCommand(url, 'darwin', {})).toEqual(['open', url])
    expect(browserCommand(url, 'win32', {})).toEqual(['rundll32', 'url.dll,FileProtocolHandler', url])
  })

  it('is opened under Linux only where there is a display', () => {
    expect(browserCommand(url, 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', url])
    expect(browserCommand(url, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', url])
    expect(browserCommand(url, 'linux', { DISPLAY: '' })).toBeUndefined()
  })
})
