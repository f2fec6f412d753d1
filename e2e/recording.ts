/** A recording that a spec drives: the bundle of the showcase run, written event by event, as a recorder writes it. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fixture as recorded } from '../src/trace/testkit/fixtures.ts'

export interface Recording {
  readonly folder: string
  /** Events in all. */
  readonly events: number
  /** Writes events up to and including this one, each after its payloads. */
  writeTo(event: number): void
  /** Writes up to and including the next event whose line holds this. */
  writeUntil(part: string): void
  /** Writes half a line. */
  writeHalf(): void
  /** Writes up to the next event that names a request, without the file it names. Gives the file's path. */
  writeWithoutRequest(): string
  /** Writes a file that was left out. */
  writePayload(payload: string): void
}

/** Writes the manifest and an empty log. `name` is one of a recorded bundle. */
export function startRecording(folder: string, name: string): Recording {
  const { files } = recorded(name)
  const lines = Buffer.from(files.get('trace.jsonl') ?? '')
    .toString()
    .split(/(?<=\n)/)
  const log = path.join(folder, 'trace.jsonl')
  mkdirSync(path.join(folder, 'payloads'), { recursive: true })
  writeFileSync(path.join(folder, 'manifest.json'), files.get('manifest.json') ?? '')
  writeFileSync(log, '')
  let written = 0
  let ofLine = 0

  function writePayload(payload: string): void {
    writeFileSync(path.join(folder, payload), files.get(payload) ?? '')
  }

  function append(text: string): void {
    for (const [payload] of text.matchAll(/payloads\/[^"]+/g)) writePayload(payload)
    appendFileSync(log, text)
  }

  function writeTo(event: number): void {
    for (; written < event; written += 1) {
      append((lines[written] ?? '').slice(ofLine))
      ofLine = 0
    }
  }

  return {
    folder,
    events: lines.length,
    writeTo,
    writePayload,
    writeUntil(part) {
      writeTo(lines.findIndex((line, index) => index >= written && line.includes(part)) + 1)
    },
    writeWithoutRequest() {
      const at = lines.findIndex((line, index) => index >= written && line.includes('"inference_started"'))
      writeTo(at)
      const line = lines[at] ?? ''
      appendFileSync(log, line)
      written += 1
      return /payloads\/[^"]+/.exec(line)?.[0] ?? ''
    },
    writeHalf() {
      const line = lines[written] ?? ''
      ofLine = line.length >> 1
      append(line.slice(0, ofLine))
    },
  }
}
