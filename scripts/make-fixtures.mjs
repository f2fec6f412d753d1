#!/usr/bin/env node
/**
 * Makes fixtures/damaged, fixtures/hostile and fixtures/from-the-future anew, with their READMEs: bundles and archives that no
 * recorder writes. All start from one ordinary conformance case. Same bytes every time.
 *
 *   node scripts/make-fixtures.mjs
 */
import fs from 'node:fs'
import path from 'node:path'
import { damaged } from './fixtures/damaged.mjs'
import { fromTheFuture } from './fixtures/from-the-future.mjs'
import { hostile } from './fixtures/hostile.mjs'
import { root } from './tasks.mjs'

make('damaged', 'Damaged bundles: what crashes, full disks, bad copies and editors leave behind.', damaged)
make('hostile', 'Hostile bundles and archives: what somebody might make to harm whoever opens it.', hostile)
make('from-the-future', 'Bundles of recorders that do not exist yet.', fromTheFuture)

/**
 * @param {string} folder
 * @param {string} title
 * @param {readonly import('./fixtures/case.mjs').Case[]} cases
 */
function make(folder, title, cases) {
  const target = path.join(root, 'fixtures', folder)
  fs.rmSync(target, { recursive: true, force: true })
  for (const { name, files, links } of cases) {
    for (const [file, content] of files) {
      const place = path.join(target, name, file)
      fs.mkdirSync(path.dirname(place), { recursive: true })
      fs.writeFileSync(place, content)
    }
    for (const [link, to] of links ?? []) fs.symlinkSync(to, path.join(target, name, link))
  }
  const rows = cases.map(({ name, what }) => `| \`${name}\` | ${what} |`)
  const head = [`# ${title}`, '', 'Made by `scripts/make-fixtures.mjs`; do not edit. Licence: Apache-2.0.', '']
  fs.writeFileSync(path.join(target, 'README.md'), [...head, '| case | what |', '|---|---|', ...rows, ''].join('\n'))
}
