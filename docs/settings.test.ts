import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defaultSettings, settingsFile } from '../src/shared/settings.ts'

const file = path.join(import.meta.dirname, 'settings.schema.json')

function published(): string {
  const schema = z.toJSONSchema(settingsFile, {
    // That the program does not change a table in place is not the matter of who writes the file.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly
    },
  })
  const defaults = new Map<string, unknown>(Object.entries(defaultSettings))
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (typeof property === 'object' && defaults.has(name)) Object.assign(property, { default: defaults.get(name) })
  return `${JSON.stringify({ ...schema, title: 'Settings of Rolloutlens' }, null, 2)}\n`
}

test('the published schema of settings.json is the one that the program checks with', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, published())
  const parse = (text: string): unknown => JSON.parse(text)
  expect(parse(readFileSync(file, 'utf8'))).toEqual(parse(published()))
})
