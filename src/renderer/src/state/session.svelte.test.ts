/** A session against a host whose answers are given by hand. */
import { expect, test, vi } from 'vitest'
import { scriptedHost } from '../transport/scripted-host.ts'
import { createSession } from './session.svelte.ts'

test('a session is complete only with the overview of the end', async () => {
  const host = scriptedHost()
  const session = createSession(host.client, { ticket: 't', name: 'run' })
  await host.answer('trace/open', { session: 's' })
  await vi.waitUntil(() => session.phase.name === 'reading')

  host.tell({ name: 'trace/changed', payload: { session: 's', revision: 1, complete: false } })
  await host.answer('trace/overview', { complete: false, lastSeq: 7 })
  await vi.waitUntil(() => session.overview?.lastSeq === 7)

  host.tell({ name: 'trace/changed', payload: { session: 's', revision: 2, complete: true } })
  expect([session.phase.name, session.overview?.lastSeq]).toEqual(['reading', 7])
  await host.answer('trace/overview', { complete: true, lastSeq: 9 })
  await vi.waitUntil(() => session.phase.name === 'complete')
  expect(session.overview?.lastSeq).toBe(9)
  session.close()
})
