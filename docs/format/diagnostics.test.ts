import { it } from 'vitest'
import { codes, type CodeFacts } from '../../src/trace/reduce/codes.ts'
import { expectTable } from '../testkit/generated-table.ts'

function judgement(refusedBy: CodeFacts['refusedBy']): string {
  if (refusedBy === 'rolloutlens') return 'accepts; strict refuses'
  return refusedBy === undefined ? 'accepts' : 'refuses'
}

it('diagnostics.md lists every code as it is', () => {
  const rows = Object.entries(codes).map(
    ([code, { refusedBy, severity, expected, effect }]) =>
      `| \`${code}\` | ${severity} | ${judgement(refusedBy)} | ${expected} | ${effect} |`,
  )
  const head = '| code | severity | the reference | expected | effect |\n|---|---|---|---|---|\n'
  expectTable('docs/format/diagnostics.md', 'src/trace/reduce/codes.ts', head + rows.join('\n'))
})
