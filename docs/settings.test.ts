import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defaultSettings, settingsFile } from '../src/shared/settings.ts'

const file = path.join(import.meta.dirname, 'settings.schema.json')

function published(): string {
  const schema = z.toJSONSchema(settingsFile)
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const known = new Map<string, unknown>(Object.entries(defaultSettings)).get(name)
    return [name, typeof property === 'object' && known !== undefined ? { ...property, default: known } : property]
  })
  return `${JSON.stringify({ ...schema, title: 'Settings of Rolloutlens', properties: Object.fromEntries(properties) }, null, 2)}\n`
}

test('the published schema of settings.json is the one that the program checks with', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, published())
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(published()))
})
