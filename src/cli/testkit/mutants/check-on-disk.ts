/** What must hold when a broken bundle is reduced by the command line: one file comes to be, and nothing else is touched. */
import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { writeFixture } from '../../../trace/testkit/fixtures.ts'
import { runCommandLine } from '../../command-line.ts'
import { capturedTerminal } from '../captured-terminal.ts'
import type { Mutant } from './mutant.ts'

/** Rejects with what does not hold. Works in a temporary folder of its own. */
export async function checkOnDisk(mutant: Mutant): Promise<void> {
  const folder = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-mutant-'))
  try {
    const bundle = writeMutant(mutant, folder)
    const output = nodePath.join(folder, 'graph.json')
    const before = contentsOf(folder)
    for (const mode of [[], ['--strict']]) {
      const terminal = capturedTerminal()
      const code = await runCommandLine(['reduce', bundle, '--output', output, ...mode], terminal)
      if (code > 2) throw new Error(`exit code ${String(code)}`)
      if (code !== 0 && terminal.text('err').trim() === '') throw new Error('refused without a message')
      if (terminal.text('out') !== '') throw new Error('the graph went to standard output too')
      const written = fs.existsSync(output)
      if (written !== (code === 0)) throw new Error(`exit code ${String(code)}, output ${written ? '' : 'not '}written`)
      if (written) JSON.parse(fs.readFileSync(output, 'utf8'))
      fs.rmSync(output, { force: true })
      if (contentsOf(folder) !== before) throw new Error('something else than the output was touched')
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the mutant into `folder` and gives the path to open. */
export function writeMutant({ content }: Pick<Mutant, 'content'>, folder: string): string {
  if (content.form === 'folder') return writeFixture({ name: 'bundle', files: content.files }, folder)
  const archive = nodePath.join(folder, 'bundle.rollout')
  fs.writeFileSync(archive, content.bytes)
  return archive
}

function contentsOf(folder: string): string {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = nodePath.join(entry.parentPath, entry.name)
    return entry.isFile() ? `${path} ${crypto.hash('sha1', fs.readFileSync(path))}` : path
  })
  return files.sort().join('\n')
}
