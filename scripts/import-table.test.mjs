/** Shows that every kind of rule bites, on a small tree of its own with one offence per file. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { layers } from './import-table.mjs'
import { binOf, root, runNode } from './tasks.mjs'

/** File, what it imports, and the rule it breaks; undefined where the import is allowed. */
const imports = /** @type {const} */ ([
  ['trace/base/a.ts', "import { z } from 'zod'", 'trace/base: only its packages'],
  ['trace/base/b.ts', "import { x } from '../format/x.ts'", 'trace/base: only layers it may name'],
  ['trace/format/a.ts', "import { z } from 'zod'", undefined],
  ['trace/model/a.ts', "import type { X } from '../format/x.ts'", undefined],
  ['trace/model/b.ts', "import { x } from '../format/x.ts'", 'trace/model: only types of layers it may not run'],
  ['trace/write/a.ts', "import { x } from '../reduce/x.ts'", 'trace/write: only layers it may name'],
  ['trace/reduce/a.ts', "import { readFile } from 'node:fs/promises'", 'trace/reduce: no node modules'],
  ['trace/archive/a.ts', "import { open } from 'yauzl'", undefined],
  ['trace/node/a.ts', "import { open } from 'yauzl'", 'trace/node: only its packages'],
  ['trace/query/a.ts', "import type { X } from '../../shared/view-models/x.ts'", undefined],
  [
    'trace/query/b.ts',
    "import { x } from '../../shared/view-models/x.ts'",
    'trace/query: only types of layers it may not run',
  ],
  ['trace/query/c.ts', "import { diffArrays } from 'diff'", 'trace/query: only its packages'],
  ['trace/query/compare/a.ts', "import { diffArrays } from 'diff'", undefined],
  ['shared/a.ts', "import { x } from '../trace/model/object-ref.ts'", undefined],
  ['shared/b.ts', "import { x } from '../trace/model/x.ts'", 'shared: only types of layers it may not run'],
  ['main/a.ts', "import { app } from 'electron'", undefined],
  ['main/web/a.ts', "import { app } from 'electron'", 'main/web: only its packages'],
  ['main/web/b.ts', "import { x } from '../a.ts'", 'main/web: only layers it may name'],
  ['main/trace-host/a.ts', "import type { App } from 'electron'", 'main/trace-host: only its packages'],
  ['preload/a.ts', "import { x } from '../shared/call-names.ts'", undefined],
  ['preload/b.ts', "import { z } from 'zod'", 'preload: only its packages'],
  ['renderer/src/a.ts', "import type { X } from '../../shared/calls.ts'", undefined],
  ['renderer/src/A.svelte', "import { x } from '../../shared/error-codes.ts'", undefined],
  [
    'renderer/src/B.svelte',
    "import { x } from '../../shared/calls.ts'",
    'renderer: only types of layers it may not run',
  ],
  ['renderer/src/C.svelte', "import { readFile } from 'node:fs/promises'", 'renderer: no node modules'],
  ['renderer/src/D.svelte', "import { z } from 'zod'", 'renderer: only its packages'],
  ['renderer/src/d.ts', "import type { X } from '../../trace/reduce/x.ts'", 'renderer: only layers it may name'],
  ['cli/a.ts', "import { x } from '../trace/testkit/x.ts'", 'tests and testkits are for tests'],
  ['cli/b.test.ts', "import { x } from '../trace/testkit/x.ts'", undefined],
  ['cli/c.ts', "import { x } from './gone.ts'", 'imports resolve'],
  ['cli/d.ts', "import { x } from './e.ts'", 'no cycles'],
  ['cli/e.ts', "import { x } from './d.ts'", undefined], // a cycle is told once
])

/** @type {string} */
let folder
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-table-'))
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json', 'scripts']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const targets = [
    ...['trace/format/x', 'trace/reduce/x', 'trace/model/x', 'trace/model/object-ref', 'trace/testkit/x'],
    ...['shared/view-models/x', 'shared/calls', 'shared/call-names', 'shared/error-codes'],
  ]
  for (const target of targets) put(`${target}.ts`, 'export const x = 1\nexport type X = typeof x\n')
  for (const [file, statement] of imports) {
    const names = /import (?:type )?\{ (\w+) \}/.exec(statement)?.[1] ?? ''
    const used = statement.startsWith('import type') ? `export type Used = ${names}` : `export const used = ${names}`
    const module = `${statement}\n${used}\nexport const x = 1\n`
    put(file, file.endsWith('.svelte') ? `<script lang="ts">\n${statement}\n</script>\n{String(${names})}\n` : module)
  }
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** @param {string} file @param {string} text */
function put(file, text) {
  const path = join(folder, 'src', file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const result = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
})

test('each offence is found, and nothing else is', { timeout: 60_000 }, async () => {
  const depcruise = binOf('dependency-cruiser', 'depcruise')
  const { output } = await runNode([depcruise, '--config', '.dependency-cruiser.mjs', '-T', 'json', 'src'], {
    cwd: folder,
  })
  const { violations } = result.parse(JSON.parse(output)).summary
  const found = new Set(violations.map(({ from, rule }) => `${from}: ${rule.name}`))
  for (const [file, , rule] of imports) {
    const own = [...found].filter((line) => line.startsWith(`src/${file}: `))
    if (rule === undefined) expect(own).toEqual([])
    else expect(own).toContain(`src/${file}: ${rule}`)
  }
})

test('every layer is a folder of its own, and every place it names is one of a layer or below one', () => {
  const folders = layers.map((layer) => layer.folder)
  expect(new Set(folders).size).toBe(folders.length)
  for (const { values, types } of layers) {
    for (const place of [...values, ...types]) {
      expect(place === 'trace' || folders.some((folder) => place === folder || place.startsWith(`${folder}/`))).toBe(
        true,
      )
    }
  }
})
