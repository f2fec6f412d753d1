/**
 * What is known of a library's bundles, kept between starts, so that they need not be read again. Holds first messages: private
 * to the user, in the application's own data, never beside the bundles. A cache that cannot be read is none.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import nodePath from 'node:path'
import { z } from 'zod'
import type { BundleGlance } from '../../../trace/bundle/glance.ts'
import { writePrivateFile } from '../../../trace/node/private-file.ts'

export interface KnownBundle {
  readonly stamp: string
  readonly glance: BundleGlance
}

/** By the name of the bundle's folder. */
export type KnownBundles = ReadonlyMap<string, KnownBundle>

const glance = z.strictObject({
  logBytes: z.number(),
  startedAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  end: z.enum(['completed', 'failed', 'aborted']).nullable(),
  message: z.string(),
  model: z.string().nullable(),
  agents: z.number(),
  agentsExact: z.boolean(),
  schema: z.number().nullable(),
  problem: z.string().nullable(),
}) satisfies z.ZodType<BundleGlance>

/** Another version is another file's business: what a glance tells has changed. */
const VERSION = 2
const cacheFile = z.strictObject({
  version: z.literal(VERSION),
  root: z.string(),
  bundles: z.array(z.tuple([z.string(), z.string(), glance])),
})

/** One library's cache in `folder`. */
export function cachePath(folder: string, root: string): string {
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 32)
  return nodePath.join(folder, `${digest}.json`)
}

/** Never rejects: what is there and not understood is not used. */
export async function readCache(folder: string, root: string): Promise<KnownBundles> {
  try {
    const { root: kept, bundles } = cacheFile.parse(JSON.parse(await readFile(cachePath(folder, root), 'utf8')))
    return kept === root ? new Map(bundles.map(([name, stamp, known]) => [name, { stamp, glance: known }])) : new Map()
  } catch {
    return new Map() // none yet, or damaged: everything is looked at again
  }
}

/** Whole or not at all. Throws Node's system error. */
export async function writeCache(folder: string, root: string, known: KnownBundles): Promise<void> {
  const bundles = Array.from(known, ([name, { stamp, glance: seen }]) => [name, stamp, seen] as const)
  await writePrivateFile(cachePath(folder, root), JSON.stringify({ version: VERSION, root, bundles }))
}
