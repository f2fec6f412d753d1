/** Bundles that went wrong: a seed decides which fixture, and what happens to its bytes, lines, fields, events, payloads. */
import { ensure } from '../../../trace/base/assert.ts'
import { archiveBytes, archiveContents } from '../../../trace/archive/write-archive.ts'
import {
  conformanceCases,
  recordedBundles,
  sourceOf,
  type Files,
  type Fixture,
} from '../../../trace/testkit/fixtures.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson, stringsIn } from './mutate-json.ts'
import { mutateLines, renumber } from './mutate-log.ts'
import { Random } from './random.ts'

export type MutantContent =
  { readonly form: 'folder'; readonly files: Files } | { readonly form: 'archive'; readonly bytes: Uint8Array }

export interface Mutant {
  readonly seed: number
  /** The fixture it was made from. */
  readonly base: string
  /** What was done to it, in order. */
  readonly steps: readonly string[]
  readonly content: MutantContent
}

/** Larger ones make the run slow and nothing clearer. */
const LARGEST_BASE = 200_000
const ARCHIVES = 0.15
const LOG = 'trace.jsonl'

/** The fixtures that mutants are made from: always the same ones in the same order. */
export function mutantBases(): readonly Fixture[] {
  return [
    ...conformanceCases(),
    ...['0.125.0', '0.142.5', '0.164.0', '0.166.0', '0.169.0'].flatMap((release) => recordedBundles(release)),
  ].filter(({ files }) => files.has(LOG) && sum([...files.values()].map(({ length }) => length)) < LARGEST_BASE)
}

export async function mutantOf(seed: number, bases: readonly Fixture[]): Promise<Mutant> {
  const random = new Random(seed)
  const base = random.pick(bases)
  const files = new Map(base.files)
  const steps: string[] = []
  const times = random.pick([1, 1, 2, 3, 5])
  const asArchive = random.chance(ARCHIVES)
  if (!asArchive || random.chance(0.3))
    for (let time = 0; time < times; time += 1) steps.push(mutate(files, random, bases))
  if (!asArchive) return { seed, base: base.name, steps, content: { form: 'folder', files } }
  let bytes = await archiveOf(base.name, files)
  for (let time = 0; time < times; time += 1) {
    const changed = mutateBytes(bytes, random)
    bytes = changed.bytes
    steps.push(`archive: ${changed.step}`)
  }
  return { seed, base: base.name, steps, content: { form: 'archive', bytes } }
}

function mutate(files: Map<string, Uint8Array>, random: Random, bases: readonly Fixture[]): string {
  const payloads = [...files.keys()].filter((file) => file.startsWith('payloads/'))
  const file = random.chance(0.05)
    ? 'manifest.json'
    : random.chance(0.6) || payloads.length === 0
      ? LOG
      : random.pick(payloads)
  const level = random.next()
  if (level < 0.2) return `${file}: ${mutateFile(files, file, random)}`
  if (level < 0.45) return `${LOG}: ${mutateOrder(files, random, bases)}`
  if (level < 0.6 && payloads.length > 0) return mutatePayloads(files, random, payloads)
  return `${file}: ${mutateField(files, file, random) ?? mutateFile(files, file, random)}`
}

function mutateFile(files: Map<string, Uint8Array>, file: string, random: Random): string {
  const { bytes, step } = mutateBytes(files.get(file) ?? new Uint8Array(0), random)
  files.set(file, bytes)
  return step
}

function mutateOrder(files: Map<string, Uint8Array>, random: Random, bases: readonly Fixture[]): string {
  const lines = linesOf(files)
  const others = random.chance(0.1) ? linesOf(random.pick(bases).files) : []
  const step = mutateLines(lines, random, others)
  if (random.chance(0.7)) {
    setLines(files, renumber(lines))
    return `${step}, renumbered`
  }
  setLines(files, lines)
  return step
}

function mutatePayloads(files: Map<string, Uint8Array>, random: Random, payloads: readonly string[]): string {
  const [one, other] = [random.pick(payloads), random.pick(payloads)]
  switch (random.below(3)) {
    case 0:
      files.delete(one)
      return `removed ${one}`
    case 1:
      files.set(one, ensure(files.get(other), other))
      return `${one} is a copy of ${other}`
    default: {
      const bytes = ensure(files.get(one), one)
      files.set(one, ensure(files.get(other), other))
      files.set(other, bytes)
      return `swapped ${one} and ${other}`
    }
  }
}

function mutateField(files: Map<string, Uint8Array>, file: string, random: Random): string | undefined {
  const lines = linesOf(files)
  const strings = stringsIn(lines.join('\n'))
  if (file !== LOG) {
    const changed = mutateJson(textOf(files.get(file)), random, strings)
    if (changed === undefined) return undefined
    files.set(file, new TextEncoder().encode(changed.text))
    return changed.step
  }
  const at = random.below(lines.length)
  const line = new TextDecoder().decode(Buffer.from(lines[at] ?? '', 'latin1'))
  const changed = mutateJson(line, random, strings)
  if (changed === undefined) return undefined
  lines[at] = Buffer.from(changed.text).toString('latin1')
  setLines(files, lines)
  return `line ${String(at + 1)}: ${changed.step}`
}

function linesOf(files: Files): string[] {
  const lines = Buffer.from(files.get(LOG) ?? new Uint8Array(0))
    .toString('latin1')
    .split('\n')
  return lines.at(-1) === '' && lines.length > 1 ? lines.slice(0, -1) : lines
}

function setLines(files: Map<string, Uint8Array>, lines: readonly string[]): void {
  files.set(LOG, new Uint8Array(Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1')))
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes)
}

async function archiveOf(name: string, files: Files): Promise<Uint8Array> {
  const source = sourceOf({ name, files })
  const chunks: Uint8Array[] = []
  for await (const chunk of archiveBytes(source, (await archiveContents(source)).packed)) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
