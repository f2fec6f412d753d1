import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { layers } from './import-table.mjs'
import { bundledLicenses, LICENSE_FILE, licenseText } from './licenses.mjs'
import { root } from './tasks.mjs'

test('every package is told once, whichever builds hold it', () => {
  const out = mkdtempSync(join(tmpdir(), 'rolloutlens-licenses-'))
  onTestFinished(() => rmSync(out, { recursive: true, force: true }))
  const zod = { name: 'zod', version: '4.0.0', identifier: 'MIT', text: 'Permission is granted' }
  const ws = { name: 'ws', version: '8.0.0', identifier: 'MIT', text: 'Copyright' }
  for (const [build, licenses] of Object.entries({ main: [zod], cli: [zod, ws], renderer: [] })) {
    mkdirSync(join(out, build))
    writeFileSync(join(out, build, LICENSE_FILE), JSON.stringify(licenses))
  }
  expect(bundledLicenses(out)).toEqual([ws, zod])
  expect(licenseText(bundledLicenses(out))).toMatch(
    /ws 8\.0\.0 \(MIT\)\n\nCopyright[^]*zod 4\.0\.0 \(MIT\)\n\nPermission/,
  )
})

test('ARCHITECTURE.md names every package that may be bundled, with its reason', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const [, table = ''] = /## Production dependencies\n([^]*?)(?:\n## |$)/.exec(text) ?? []
  const rows = [...table.matchAll(/^\| ([@\w/-]+) \| ([^|]+) \|/gm)].map(([, name = '', reason = '']) => ({
    name,
    reason,
  }))
  const named = rows
    .filter(({ name, reason }) => name !== 'package' && reason.trim().length > 5)
    .map(({ name }) => name)
  expect(named.sort()).toEqual([...new Set(layers.flatMap(({ packages }) => packages))].sort())
})
