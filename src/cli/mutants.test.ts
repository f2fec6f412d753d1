/** Broken bundles: a few hundred that a fixed seed makes (`npm run fuzz` makes more), and those that once were a problem. */
import crypto from 'node:crypto'
import { expect, it } from 'vitest'
import type { Fixture } from '../trace/testkit/fixtures.ts'
import { checkMutant } from './testkit/mutants/check-mutant.ts'
import { checkOnDisk } from './testkit/mutants/check-on-disk.ts'
import { keptMutants } from './testkit/mutants/kept-mutants.ts'
import { mutantBases, mutantOf } from './testkit/mutants/mutant.ts'

const COUNT = 400
const ON_DISK_EVERY = 20

it(`${String(COUNT)} mutants are read or refused`, async () => {
  const bases = mutantBases()
  const problems: string[] = []
  for (let seed = 1; seed <= COUNT; seed += 1) {
    const mutant = await mutantOf(seed, bases)
    try {
      await checkMutant(mutant)
      if (seed % ON_DISK_EVERY === 0) await checkOnDisk(mutant)
    } catch (problem) {
      problems.push(`seed ${String(seed)} (${mutant.base}: ${mutant.steps.join('; ')}): ${String(problem)}`)
    }
  }
  expect(problems).toEqual([])
})

it('a seed makes the same mutant every time', async () => {
  const bases = mutantBases()
  expect(await mutantOf(7, bases)).toEqual(await mutantOf(7, bases))
})

it('what a mutant is made from stays as it is', async () => {
  const bases = mutantBases()
  const before = fingerprint(bases)
  for (let seed = 1; seed <= 200; seed += 1) await mutantOf(seed, bases)
  expect(fingerprint(bases)).toBe(before)
})

function fingerprint(bases: readonly Fixture[]): string {
  const hash = crypto.createHash('sha256')
  for (const { files } of bases) for (const bytes of files.values()) hash.update(bytes)
  return hash.digest('hex')
}

it.each(keptMutants().map((mutant) => [mutant.seed, mutant] as const))('kept mutant %i', async (_, mutant) => {
  await checkMutant(mutant)
  await checkOnDisk(mutant)
})
