/**
 * Every bundle whose answer by the reference reducer is known: hand-made cases, recorded bundles, samples. Strict gives the
 * same graph or refuses for the same cause at the same place; tolerant opens them all and knows what strict would say.
 */
import { describe, expect, it } from 'vitest'
import { ensure } from '../base/assert.ts'
import { TraceError } from '../base/errors.ts'
import { reductionToJson } from '../testkit/reduction-json.ts'
import type { Reduction, Verdict } from '../model/reduction.ts'
import { Refusal } from '../reduce/refusal.ts'
import {
  conformanceCases,
  recordedBundles,
  recordedReleases,
  samples,
  sourceOf,
  type Answer,
  type Fixture,
} from '../testkit/fixtures.ts'
import { causeOf } from '../testkit/refusals.ts'
import { openBundle } from './open-bundle.ts'

type Outcome = { readonly reduction: Reduction } | { readonly error: TraceError }

async function reduce(fixture: Pick<Fixture, 'name' | 'files'>, mode: 'strict' | 'tolerant'): Promise<Outcome> {
  try {
    const bundle = await openBundle(sourceOf(fixture))
    return { reduction: await bundle.replay({ mode }) }
  } catch (error) {
    if (error instanceof TraceError) return { error }
    throw error
  }
}

function graphText({ reduction }: { readonly reduction: Reduction }): unknown {
  return JSON.parse(JSON.stringify(reductionToJson(reduction, { strict: true })))
}

function refusedVerdict(error: TraceError): Extract<Verdict, { accepted: false }> {
  expect(error).toBeInstanceOf(Refusal)
  if (!(error instanceof Refusal)) throw error
  return error.verdict
}

/** The bundle as if recording had stopped before this line. */
function before(fixture: Fixture, line: number): Fixture {
  const log = new TextDecoder('latin1').decode(fixture.files.get('trace.jsonl'))
  const start = log.split('\n').slice(0, line - 1)
  const bytes = Uint8Array.from(start.map((text) => `${text}\n`).join(''), (char) => char.charCodeAt(0))
  return { ...fixture, files: new Map([...fixture.files, ['trace.jsonl', bytes]]) }
}

const MESSAGES_OF_OUR_OWN = /^(?:No such file or directory|read <bundle>)/

async function checkRefusal(fixture: Fixture, answer: Extract<Answer, { result: 'error' }>): Promise<void> {
  const strict = await reduce(fixture, 'strict')
  if (!('error' in strict)) throw new Error(`not refused, expected: ${answer.error}`)
  if (strict.error.code === 'manifest_missing') {
    expect(answer.error).toContain('No such file or directory')
    return
  }
  const verdict = refusedVerdict(strict.error)
  const cause = ensure(causeOf(answer.error, answer.causes), `the table of refusals knows: ${answer.error}`)
  expect(verdict.code === 'event_malformed' && cause.code === 'line_not_json' ? cause.code : verdict.code).toBe(
    cause.code,
  )
  if (cause.object !== undefined) expect(verdict.object).toBe(cause.object)
  if (!MESSAGES_OF_OUR_OWN.test(answer.error)) expect(verdict.message).toBe(answer.error)

  const tolerant = await reduce(fixture, 'tolerant')
  if (!('reduction' in tolerant)) throw tolerant.error
  expect(tolerant.reduction.verdict).toEqual(verdict)
  expect(tolerant.reduction.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).not.toEqual([])
  if (verdict.line !== null) {
    const prefix = await reduce(before(fixture, verdict.line), 'strict')
    // Payloads nobody reads are looked at last, so a bundle that lacks one is refused wherever it ends.
    expect('error' in prefix ? prefix.error.message : 'accepted').toMatch(/^(?:accepted|read payload .*)$/)
  }
}

async function checkGraph(fixture: Fixture, state: string): Promise<void> {
  const expected: unknown = JSON.parse(state)
  const strict = await reduce(fixture, 'strict')
  if ('error' in strict) throw strict.error
  expect(graphText(strict)).toEqual(expected)

  const tolerant = await reduce(fixture, 'tolerant')
  if ('error' in tolerant) throw tolerant.error
  expect(graphText(tolerant)).toEqual(expected)
  expect(tolerant.reduction.verdict).toEqual({ accepted: true })
  expect(tolerant.reduction.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
}

function check(fixture: Fixture): Promise<void> {
  const { answer } = fixture
  return answer.result === 'state' ? checkGraph(fixture, answer.state) : checkRefusal(fixture, answer)
}

describe('conformance cases', () => {
  it.each(conformanceCases().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => check(fixture))
})

describe.each(recordedReleases())('bundles recorded by %s', (release) => {
  it.each(recordedBundles(release).map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) =>
    check(fixture),
  )
})

describe.each(['0.164.0', '0.169.0'])('samples of %s', (release) => {
  it.each(samples(release).map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => check(fixture))
})
