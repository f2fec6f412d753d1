/** Bundles that specs make for themselves, and what they compare of bundles on disk. */
import { createHash } from 'node:crypto'
import { cpSync, createWriteStream, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { once } from 'node:events'
import { fixture as recorded } from '../src/trace/testkit/fixtures.ts'
import { fixture } from './fixtures.ts'

/** A copy of its own, so that a spec can tell what was done to it. */
export function copyBundle(from: string, to: string): string {
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
  return to
}

/** A recorded bundle, such as `recorded/0.169.0/huge_output`, as a folder. */
export function unpackRecorded(name: string, to: string): string {
  for (const [file, bytes] of recorded(name).files) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true })
    writeFileSync(path.join(to, file), bytes)
  }
  return to
}

/** Every file's bytes (as a digest) and times below a folder, or of one file. */
export function fingerprint(place: string): Readonly<Record<string, string>> {
  const names = statSync(place).isDirectory() ? readdirSync(place, { recursive: true, encoding: 'utf8' }) : ['']
  return Object.fromEntries(
    names.sort().map((name) => {
      const file = path.join(place, name)
      const { mtimeNs, size } = statSync(file, { bigint: true })
      if (statSync(file).isDirectory()) return [name, `folder ${String(mtimeNs)}`]
      const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
      return [name, `${String(size)} ${digest} ${String(mtimeNs)}`]
    }),
  )
}

/** A bundle whose log takes a while to read: the beginning of a recorded one, then `events` observations. */
export async function writeLongBundle(folder: string, events: number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const source = fixture('conformance', 's2-whole-life')
  writeFileSync(path.join(folder, 'manifest.json'), readFileSync(path.join(source, 'manifest.json')))
  cpSync(path.join(source, 'payloads'), path.join(folder, 'payloads'), { recursive: true })
  const [first = '', second = ''] = readFileSync(path.join(source, 'trace.jsonl'), 'utf8').split('\n')
  const log = createWriteStream(path.join(folder, 'trace.jsonl'))
  log.write(`${first}\n${second}\n`)
  const template: unknown = JSON.parse(second)
  const filler = 'x'.repeat(120)
  for (let seq = 3; seq < events; seq++) {
    const line = JSON.stringify({ ...asRecord(template), seq, payload: { type: 'filler_observed', filler } })
    if (!log.write(`${line}\n`)) await once(log, 'drain')
  }
  log.end()
  await once(log, 'finish')
  return folder
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
