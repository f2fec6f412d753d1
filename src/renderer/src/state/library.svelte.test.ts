/** A library against a host whose answers are given by hand. */
import { expect, test, vi } from 'vitest'
import type { LibraryState } from '../../../shared/view-models/library.ts'
import { scriptedHost } from '../transport/scripted-host.ts'
import { createLibrary } from './library.svelte.ts'

const looking: LibraryState = { revision: 3, scanning: true, scanned: 2, found: 3, problem: null }

test('what was told meanwhile is newer than the answer about what was told before', async () => {
  const host = scriptedHost()
  const library = createLibrary(host.client, { ticket: 't', name: 'runs' })
  await host.answer('library/open', { session: 's' })
  await vi.waitUntil(() => library.session === 's')
  host.tell({ name: 'library/changed', payload: { session: 's', ...looking, scanned: 3, scanning: false } })
  await host.answer('library/state', looking)
  await new Promise((resolve) => setTimeout(resolve))
  expect(library.state?.scanning).toBe(false)
  library.close()
})
