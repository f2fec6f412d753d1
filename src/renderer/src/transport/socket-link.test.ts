import { expect, test } from 'vitest'
import { decodePageFrame, encodeFrame } from '../../../shared/frame-codec.ts'
import { closeCodes, type ServerFrame } from '../../../shared/frames.ts'
import { createSocketLink, type Socket } from './socket-link.ts'

/** A socket under the test's hand; `sent` holds what the page sent, decoded. */
function scriptedSocket() {
  const target = new EventTarget()
  const sent: unknown[] = []
  const socket: Socket = {
    binaryType: 'blob',
    send: (data) => void sent.push(data instanceof Uint8Array ? decodePageFrame(data) : data),
    addEventListener: target.addEventListener.bind(target),
  }
  return {
    socket,
    sent,
    open: () => target.dispatchEvent(new Event('open')),
    receive(frame: ServerFrame<unknown>) {
      target.dispatchEvent(new MessageEvent('message', { data: encodeFrame(frame).slice().buffer }))
    },
    close: (code: number) => target.dispatchEvent(Object.assign(new Event('close'), { code })),
  }
}

test('calls wait for the welcome, then go out in order', () => {
  const server = scriptedSocket()
  const link = createSocketLink(server.socket, 's3cret', 'tab 1')
  void link.invoke('app/info', 1, {})
  server.open()
  link.cancel(1)
  server.receive({ type: 'welcome' })
  expect(server.sent).toEqual([
    { type: 'hello', secret: 's3cret', tab: 'tab 1' },
    { type: 'call', id: 1, name: 'app/info', request: {} },
    { type: 'cancel', id: 1 },
  ])
})

test('a reply settles its call, an event reaches the listener', async () => {
  const server = scriptedSocket()
  const link = createSocketLink(server.socket, '', '')
  const heard: unknown[] = []
  link.on((message) => void heard.push(message.name))
  server.receive({ type: 'welcome' })
  const call = link.invoke('trace/close', 5, { session: 'a' })
  server.receive({ type: 'event', name: 'app/command', payload: { command: 'view/events' } })
  server.receive({ type: 'reply', id: 5, reply: { ok: true, value: undefined } })
  expect(await call).toEqual({ ok: true })
  expect(heard).toEqual(['app/command'])
})

test('a lost connection fails what is open and what comes later, and says why once', async () => {
  const server = scriptedSocket()
  const link = createSocketLink(server.socket, '', '')
  const reasons: string[] = []
  link.onLost((reason) => void reasons.push(reason))
  server.receive({ type: 'welcome' })
  const open = link.invoke('app/info', 1, {})
  server.close(closeCodes.stopping)
  server.close(1006)
  const error = { code: 'connection_lost', message: 'The server was stopped.' }
  expect([await open, await link.invoke('app/info', 2, {})]).toEqual([
    { ok: false, error },
    { ok: false, error },
  ])
  expect(reasons).toEqual(['The server was stopped.'])
})
