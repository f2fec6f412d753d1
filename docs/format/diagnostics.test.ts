import { it } from 'vitest'
import { codes } from '../../src/trace/reduce/codes.ts'
import { expectTable } from '../testkit/generated-table.ts'

it('diagnostics.md lists every code as it is', () => {
  const rows = Object.entries(codes).map(
    ([code, { refusal, severity, expected, effect }]) =>
      `| \`${code}\` | ${severity} | ${refusal ? 'refuses' : 'accepts'} | ${expected} | ${effect} |`,
  )
  const head = '| code | severity | the reference | expected | effect |\n|---|---|---|---|---|\n'
  expectTable('docs/format/diagnostics.md', 'src/trace/reduce/codes.ts', head + rows.join('\n'))
})
