/**
 * What the model was told of a command against what ran. Codex puts a header before the output it tells, and leaves out the
 * middle of long output; both are looked through here, so that only real differences are called so.
 */
import { member, stringMember } from './payload-reader.ts'
import { isJsonDocument } from './item-facts.ts'
import type { Told } from '../../shared/view-models/terminals.ts'

export interface ToldOutput {
  /** Lines before the output, empty if there are none. */
  readonly header: string
  readonly output: string
  readonly exitCode: number | null
}

/** Headers are this long at most; output that talks of itself further down is not taken for one. */
const headerReach = 1024

export function readTold(text: string): ToldOutput {
  const json = isJsonDocument(text) ? toldAsJson(text) : undefined
  if (json !== undefined) return json
  const start = text.slice(0, headerReach)
  const header = /^(?:Chunk ID|Wall time|Exit code|Process|Script|Total output lines)\b[^]*?^Output:(?:\r?\n|$)/m.exec(
    start,
  )?.[0]
  if (header === undefined || !start.startsWith(header))
    return { header: '', output: text, exitCode: exitCodeIn(start) }
  return {
    header: header.replace(/Output:\r?\n?$/, ''),
    output: text.slice(header.length),
    exitCode: exitCodeIn(header),
  }
}

/** Releases that answered with `{"output", "metadata": {"exit_code"}}`. */
function toldAsJson(text: string): ToldOutput | undefined {
  const value: unknown = JSON.parse(text)
  const output = stringMember(value, 'output')
  if (output === undefined) return undefined
  const exitCode = member(member(value, 'metadata'), 'exit_code') ?? member(value, 'exit_code')
  return { header: '', output, exitCode: typeof exitCode === 'number' ? exitCode : null }
}

function exitCodeIn(header: string): number | null {
  const code = /^(?:Process exited with code|Exit code:)\s*(-?\d+)/m.exec(header)?.[1]
  return code === undefined ? null : Number(code)
}

export interface RanOutput {
  readonly output: string
  readonly exitCode: number | null
}

/** `later`: what later steps of the same terminal were told, in order. */
export function compareTold(told: ToldOutput, ran: RanOutput, later: readonly string[]): Told {
  if (told.exitCode !== null && ran.exitCode !== null && told.exitCode !== ran.exitCode) return 'differs'
  const heard = plain(told.output)
  const happened = plain(ran.output)
  if (heard === happened) return 'same'
  if (happened === '') return 'differs'
  if (heard !== '' && heard.includes(happened)) return 'same'
  if (happened.startsWith(heard)) {
    const all = plain([told.output, ...later].join(''))
    return all === happened || all.includes(happened) ? 'spread' : 'part'
  }
  return happened.includes(heard) ? 'part' : isMiddleCut(heard, happened) ? 'cut' : 'differs'
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

/** The longest note that Codex puts where it left something out, or before it. */
const noteReach = 200

/** Beginning and end agree, and all that stands between them in what was told is a short note. */
function isMiddleCut(heard: string, happened: string): boolean {
  const noted = heard.replace(/^(?:Warning: truncated output[^\n]*\n)?(?:Total output lines: \d+\n+)?/, '')
  const limit = Math.min(noted.length, happened.length)
  let head = 0
  while (head < limit && noted[head] === happened[head]) head++
  let tail = 0
  while (tail < limit - head && noted.at(-1 - tail) === happened.at(-1 - tail)) tail++
  return head > 0 && tail > 0 && noted.length < happened.length && noted.length - head - tail <= noteReach
}
