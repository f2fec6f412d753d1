import { it } from 'vitest'
import { importTableMarkdown } from '../scripts/import-table.mjs'
import { expectTable } from './testkit/generated-table.ts'

it('ARCHITECTURE.md shows the import table as it is enforced', () => {
  expectTable('ARCHITECTURE.md', 'scripts/import-table.mjs', importTableMarkdown())
})
