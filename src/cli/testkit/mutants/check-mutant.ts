/**
 * What must hold for any bundle, however broken: refusals of our own kind with a message, a graph from tolerant whenever the
 * manifest can be read, strict and tolerant of one mind, increments as the whole, output that is JSON, queries that answer.
 */
import fs from 'node:fs'
import nodePath from 'node:path'
import { Ajv } from 'ajv'
import { z } from 'zod'
import { TraceError } from '../../../trace/base/errors.ts'
import { openArchive } from '../../../trace/archive/archive-source.ts'
import { openBundle } from '../../../trace/bundle/open-bundle.ts'
import type { OpenedBundle } from '../../../trace/bundle/opened-bundle.ts'
import type { BundleSource } from '../../../trace/bundle/source.ts'
import { graphFromJson } from '../../../trace/model/graph-json.ts'
import { reductionToJson } from '../../../trace/testkit/reduction-json.ts'
import type { Reduction } from '../../../trace/model/reduction.ts'
import * as query from '../../../trace/query/index.ts'
import { noPayloads } from '../../../trace/query/index.ts'
import { Refusal } from '../../../trace/reduce/refusal.ts'
import { fixturesFolder } from '../../../trace/testkit/fixtures.ts'
import { memorySource } from '../../../trace/testkit/memory-source.ts'
import { reductionText } from '../../reduction-text.ts'
import type { Mutant } from './mutant.ts'
import { Random } from './random.ts'

const schemaFile = nodePath.join(fixturesFolder, '../docs/format/output.schema.json')
const schema: unknown = JSON.parse(fs.readFileSync(schemaFile, 'utf8'))
const keepsToSchema = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  z.record(z.string(), z.unknown()).parse(schema),
)

/** Rejects with what does not hold. */
export async function checkMutant(mutant: Mutant): Promise<void> {
  const source = await openSource(mutant)
  if (source === undefined) return
  const strict = await replayed(source, 'strict')
  const tolerant = await replayed(source, 'tolerant')
  if (tolerant instanceof TraceError) {
    if (await opens(source)) mayFail(mutant, tolerant)
    return
  }
  sameMind(strict, tolerant)
  soundOutput(tolerant)
  await answersQueries(tolerant)
  await sameInPieces(source, tolerant, new Random(mutant.seed))
}

async function openSource({ content }: Mutant): Promise<BundleSource | undefined> {
  if (content.form === 'folder') return memorySource('mutant', content.files)
  const { bytes } = content
  const access = {
    size: bytes.length,
    read: (offset: number, length: number) => Promise.resolve(bytes.slice(offset, offset + length)),
    close: () => Promise.resolve(),
  }
  try {
    return await openArchive(access, 'mutant')
  } catch (error) {
    ownRefusal(error)
    return undefined
  }
}

async function replayed(source: BundleSource, mode: 'strict' | 'tolerant'): Promise<Reduction | TraceError> {
  try {
    return await (await openBundle(source)).replay({ mode })
  } catch (error) {
    return ownRefusal(error)
  }
}

function ownRefusal(error: unknown): TraceError {
  if (!(error instanceof TraceError)) throw error
  if (error.message === '') throw new Error(`${error.code} is refused without a message`, { cause: error })
  return error
}

async function opens(source: BundleSource): Promise<boolean> {
  return await openBundle(source).then(
    () => true,
    () => false,
  )
}

/** An archive's log may turn out to be broken only while it is inflated; a folder's can be read or not from the start. */
function mayFail({ content }: Mutant, error: TraceError): void {
  if (content.form === 'folder' || !error.code.startsWith('archive_')) {
    throw new Error('tolerant gives no graph although the bundle opens', { cause: error })
  }
}

function sameMind(strict: Reduction | TraceError, tolerant: Reduction): void {
  if (strict instanceof Refusal) {
    same(tolerant.verdict, strict.verdict, 'the verdict of tolerant and the refusal of strict')
    return
  }
  if (strict instanceof TraceError) throw new Error('strict cannot read what tolerant can', { cause: strict })
  same(tolerant.verdict, { accepted: true }, 'the verdict on what strict takes')
  same(reductionToJson(tolerant, { strict: true }), reductionToJson(strict, { strict: true }), 'the graphs')
  const loud = tolerant.diagnostics.filter(({ severity }) => severity !== 'info')
  same(loud, [], 'diagnostics above info on what strict takes')
}

function soundOutput(reduction: Reduction): void {
  const text = [...reductionText(reduction, { graphOnly: false })].join('')
  same(JSON.parse(text), reductionToJson(reduction), 'the output as text and as values')
  if (!keepsToSchema(JSON.parse(text))) throw new Error(`not as in the schema: ${JSON.stringify(keepsToSchema.errors)}`)
  graphFromJson(JSON.parse(text))
}

async function answersQueries(reduction: Reduction): Promise<void> {
  const index = query.buildIndex(reduction)
  query.overview(index, { name: 'mutant', complete: true, hasEvidence: true, manifestSchemaVersion: 2 })
  query.lanes(index)
  query.topology(index)
  query.usage(index)
  query.terminals(index)
  query.codeCells(index)
  query.compactions(index)
  query.diagnosticsPage(index)
  for (const thread of [...reduction.graph.threads.keys()].slice(0, 5)) {
    await query.conversation(index, noPayloads, { threadId: thread, from: 0, limit: 500 })
    query.objectDetail(index, { kind: 'thread', id: thread })
  }
}

/** A log that comes in pieces, some of them empty. */
async function sameInPieces(source: BundleSource, whole: Reduction, random: Random): Promise<void> {
  const size = (await source.stat('trace.jsonl'))?.size ?? 0
  let visible = 0
  const growing: BundleSource = {
    ...bound(source),
    async stat(path) {
      const facts = await source.stat(path)
      return facts && path === 'trace.jsonl' ? { ...facts, size: visible } : facts
    },
    read: (path, offset, length) =>
      source.read(path, offset, path === 'trace.jsonl' ? Math.max(0, Math.min(length, visible - offset)) : length),
  }
  const bundle: OpenedBundle = await openBundle(growing)
  const stops = Array.from({ length: random.below(8) }, () => random.below(size + 1))
  for (const stop of [...stops.sort((a, b) => a - b), size]) {
    visible = stop
    await bundle.replay({ mode: 'tolerant' })
  }
  same(reductionToJson(await bundle.replay({ mode: 'tolerant' })), reductionToJson(whole), 'the graph made in pieces')
}

function bound(source: BundleSource): BundleSource {
  return {
    name: source.name,
    stat: (path) => source.stat(path),
    read: (path, offset, length) => source.read(path, offset, length),
    close: () => source.close(),
  }
}

/** As JSON; the order of members means nothing. */
function same(found: unknown, expected: unknown, what: string): void {
  const [one, other] = [sortedText(found), sortedText(expected)]
  if (one === other) return
  let at = 0
  while (one[at] === other[at]) at += 1
  const around = (text: string): string => text.slice(Math.max(0, at - 80), at + 120)
  throw new Error(`${what} differ: …${around(one)}… instead of …${around(other)}…`)
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
