/** Mutants that once failed, kept as fixtures: `fixtures/mutants/<seed>/` with the bundle or archive and what was wrong. */
import fs from 'node:fs'
import nodePath from 'node:path'
import { z } from 'zod'
import { fixturesFolder, readFolder } from '../../../trace/testkit/fixtures.ts'
import { writeMutant } from './check-on-disk.ts'
import type { Mutant } from './mutant.ts'

const FOLDER = nodePath.join(fixturesFolder, 'mutants')
const FACTS = 'mutant.json'
const facts = z.object({ seed: z.number(), base: z.string(), steps: z.array(z.string()), problem: z.string() })

/** Returns the folder, relative to the project. */
export function keepMutant(mutant: Mutant, problem: string): string {
  const folder = nodePath.join(FOLDER, String(mutant.seed))
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  writeMutant(mutant, folder)
  const { seed, base, steps } = mutant
  fs.writeFileSync(nodePath.join(folder, FACTS), `${JSON.stringify({ seed, base, steps, problem }, null, 2)}\n`)
  return nodePath.relative(nodePath.dirname(fixturesFolder), folder)
}

export function keptMutants(): readonly Mutant[] {
  return fs
    .readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readMutant(nodePath.join(FOLDER, name)))
}

function readMutant(folder: string): Mutant {
  const { seed, base, steps } = facts.parse(JSON.parse(fs.readFileSync(nodePath.join(folder, FACTS), 'utf8')))
  const archive = nodePath.join(folder, 'bundle.rollout')
  const content: Mutant['content'] = fs.existsSync(archive)
    ? { form: 'archive', bytes: fs.readFileSync(archive) }
    : { form: 'folder', files: readFolder(nodePath.join(folder, 'bundle')) }
  return { seed, base, steps, content }
}
