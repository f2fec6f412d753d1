import { describe, expect, test } from 'vitest'
import { newestChanges } from './whats-new.ts'

describe('what is new', () => {
  test('is the newest section, item by item, without marks', () => {
    const text = `# Changelog

Words. [Format](docs/compare.md)

## 0.2.0

Some prose.

- Opens \`.rollout\` **archives**,
  also large ones.
- Says [why](docs/performance.md).

## 0.1.0

- The first.
`
    expect(newestChanges(text)).toEqual({
      version: '0.2.0',
      items: ['Opens .rollout archives, also large ones.', 'Says why.'],
    })
  })

  test('is nothing without a section', () => {
    expect(newestChanges('# Changelog\n')).toBeUndefined()
  })
})
