import { describe, expect, it } from 'vitest'
import type { RecentEntry } from './opening/recents.ts'
import { mirrorRecents } from './recent-documents.ts'

function entries(...paths: readonly string[]): readonly RecentEntry[] {
  return paths.map((path, at) => ({ path, kind: 'bundle', openedAt: paths.length - at, pinned: false }))
}

/** The system's list, the newest first, as macOS keeps it. */
function systemList(platform: NodeJS.Platform) {
  let list: readonly string[] = []
  let calls = 0
  const mirror = mirrorRecents(
    {
      addRecentDocument(path) {
        calls++
        list = [path, ...list.filter((known) => known !== path)]
      },
      clearRecentDocuments() {
        calls++
        list = []
      },
    },
    platform,
  )
  return { mirror, shown: () => list.join(' '), calls: () => calls }
}

describe('the system’s recent documents', () => {
  it.each(['darwin', 'win32'] as const)('are ours, in order, on %s', (platform) => {
    const { mirror, shown } = systemList(platform)
    for (const paths of [['/a'], ['/b', '/a'], ['/a', '/b'], ['/c', '/a', '/b'], ['/c', '/b'], []]) {
      mirror(entries(...paths))
      expect(shown()).toBe(paths.join(' '))
    }
  })

  it('are left alone on Linux, which has none', () => {
    const { mirror, calls } = systemList('linux')
    mirror(entries('/a'))
    expect(calls()).toBe(0)
  })
})
