/** Tables in documents that are made from code. `UPDATE_DOCS=1 npm run unit -- docs` writes them anew. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { projectFolder, readDocument } from './markdown.ts'

/** Expects the table behind the comment `<!-- made from NAME -->` to be this one. */
export function expectTable(document: string, name: string, table: string): void {
  const text = readDocument(document)
  const start = `<!-- made from ${name} -->\n\n`
  const from = text.indexOf(start) + start.length
  expect(from, `${document} has no table made from ${name}`).toBeGreaterThanOrEqual(start.length)
  const to = text.indexOf('\n\n', from)
  const shown = text.slice(from, to)
  if (shown !== table && process.env['UPDATE_DOCS'] !== undefined) {
    writeFileSync(path.join(projectFolder, document), text.slice(0, from) + table + text.slice(to))
  } else expect(shown).toBe(table)
}
