/**
 * What is known of a library's bundles, kept between starts, so that they need not be read again. Holds first messages: private
 * to the user, in the application's own data, never beside the bundles. A cache that cannot be read is none.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import nodePath from 'node:path'
import { z } from 'zod'
import type { BundleGlance } from '../../../trace/bundle/glance.ts'
import type { ScannedBundle } from '../../../trace/node/library/scan-root.ts'
import { writePrivateFile } from '../../../trace/node/private-file.ts'

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

const scannedBundle = z.strictObject({
  name: z.string(),
  stamp: z.string(),
  logBytes: z.number(),
  changedAt: z.number(),
  glance,
}) satisfies z.ZodType<ScannedBundle>

/** Another version is another file's business: what a glance tells has changed. */
const VERSION = 3
const cacheFile = z.strictObject({
  version: z.literal(VERSION),
  root: z.string(),
  bundles: z.array(scannedBundle),
})

/** One library's cache in `folder`. */
export function cachePath(folder: string, root: string): string {
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 32)
  return nodePath.join(folder, `${digest}.json`)
}

/** Never rejects: what is there and not understood is not used. */
export async function readCache(folder: string, root: string): Promise<readonly ScannedBundle[]> {
  try {
    const { root: kept, bundles } = cacheFile.parse(JSON.parse(await readFile(cachePath(folder, root), 'utf8')))
    return kept === root ? bundles : []
  } catch {
    return [] // none yet, or damaged: everything is looked at again
  }
}

/** Whole or not at all. Throws Node's system error. */
export async function writeCache(folder: string, root: string, bundles: readonly ScannedBundle[]): Promise<void> {
  await writePrivateFile(cachePath(folder, root), JSON.stringify({ version: VERSION, root, bundles }))
}
