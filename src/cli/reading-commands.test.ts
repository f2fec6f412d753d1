import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixture, fixturesFolder, writeFixture, type Answer } from '../trace/testkit/fixtures.ts'
import { runCommandLine } from './command-line.ts'
import { capturedTerminal } from './testkit/captured-terminal.ts'

let scratch: string

beforeEach(() => {
  scratch = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-cli-'))
})
afterEach(() => {
  fs.rmSync(scratch, { recursive: true, force: true })
})

async function rolloutlens(...words: string[]) {
  const terminal = capturedTerminal()
  const code = await runCommandLine(words, terminal)
  return { code, out: terminal.text('out'), err: terminal.text('err') }
}

const at = (...parts: string[]): string => nodePath.join(scratch, ...parts)
const fixtureAt = (name: string): string => nodePath.join(fixturesFolder, name)
const showcase = fixtureAt('samples/showcase.rollout')
const pair = fixtureAt('archives/0.169.0-pair_base.rollout')
const cut = fixtureAt('damaged/cut-mid-line')

function json(text: string): unknown {
  return JSON.parse(text)
}

/** Without our own member. */
function graphOf(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (key === 'rolloutlens' ? undefined : value))
}

function stateOf(answer: Answer): unknown {
  return answer.result === 'state' ? json(answer.state) : answer
}

describe('reduce', () => {
  it('writes the reference’s graph, strictly, to standard output or a file', async () => {
    const expected = stateOf(fixture('samples/0.169.0/pair_base').answer)
    const { code, out, err } = await rolloutlens('reduce', pair, '--strict')
    const toFile = await rolloutlens('reduce', pair, '--strict', '-o', at('graph.json'))
    expect([code, json(out), err]).toEqual([0, expected, ''])
    expect(toFile).toEqual({ code: 0, out: '', err: '' })
    expect(fs.readFileSync(at('graph.json'), 'utf8')).toBe(out)
  })

  it('adds what we say beside the graph, and derives nothing when told', async () => {
    const bundle = writeFixture(fixture('recorded/0.164.0/followup_running'), scratch)
    const full = (await rolloutlens('reduce', bundle)).out
    const plain = (await rolloutlens('reduce', bundle, '--no-enrich')).out
    const none = {
      interaction_edges: {},
      terminal_results: {},
      tool_call_ids_started_by_response: {},
      missing_threads: [],
    }
    expect(json(full)).toMatchObject({ rolloutlens: { version: 1, verdict: { accepted: true } } })
    expect(json(plain)).toMatchObject({ rolloutlens: { derived: none } })
    expect(graphOf(plain)).toEqual(stateOf(fixture('recorded/0.164.0/followup_running').answer))
  })

  it('names what is doubtful on standard error and goes on', async () => {
    const { code, out, err } = await rolloutlens('reduce', cut)
    expect([code, err.split('\n').length, err.startsWith('warning line_cut_off trace.jsonl line 17: ')]).toEqual([
      0,
      2,
      true,
    ])
    expect(json(out)).toMatchObject({ rolloutlens: { verdict: { accepted: false, line: 17 } } })
  })

  it('refuses strictly what the reference refuses, and writes nothing', async () => {
    const { code, out, err } = await rolloutlens('reduce', '--strict', cut, '--output', at('graph.json'))
    expect([code, out, err, fs.readdirSync(scratch)]).toEqual([
      1,
      '',
      'rolloutlens reduce: refused by the reference: parse trace event line 17 (trace.jsonl line 17)\n',
      [],
    ])
  })

  it('says when it is a limit of its own that strict stops at', async () => {
    const bundle = writeFixture(fixture('recorded/0.169.0/chat'), scratch)
    const payload = nodePath.join(bundle, 'payloads/1.json')
    fs.renameSync(payload, at('outside.json'))
    fs.symlinkSync(at('outside.json'), payload)
    const strict = await rolloutlens('reduce', '--strict', bundle)
    expect([strict.code, strict.out]).toEqual([1, ''])
    expect(strict.err).toMatch(/^rolloutlens reduce: refused by Rolloutlens, not by the reference: .*raw_payload:1/)
    const { out } = await rolloutlens('check', bundle)
    expect(out).toContain('refused by Rolloutlens, not by the reference: ')
  })

  it('never writes into the bundle, whatever the path looks like', async () => {
    const bundle = writeFixture(fixture('recorded/0.169.0/chat'), scratch)
    fs.symlinkSync(bundle, at('alias'), 'dir')
    for (const file of [
      nodePath.join(bundle, 'state.json'),
      at('alias/payloads/x.json'),
      nodePath.join(bundle, 'trace.jsonl'),
    ]) {
      const { code, err } = await rolloutlens('reduce', bundle, '--output', file)
      expect([code, err.includes('lies in the bundle')]).toEqual([64, true])
    }
    expect(fs.readdirSync(bundle).sort()).toEqual(['manifest.json', 'payloads', 'trace.jsonl'])
  })

  it.skipIf(process.platform === 'win32')('writes to a device as it is', async () => {
    expect(await rolloutlens('reduce', pair, '--output', '/dev/null')).toEqual({ code: 0, out: '', err: '' })
  })

  it('cannot write where there is no folder', async () => {
    const { code, err } = await rolloutlens('reduce', pair, '--output', at('no/such/graph.json'))
    expect([code, err.includes('could not be written: its folder is not there (ENOENT)')]).toEqual([2, true])
  })

  it('leaves nothing half-written when it is interrupted', async () => {
    const terminal = capturedTerminal()
    const running = runCommandLine(['reduce', pair, '--output', at('graph.json')], terminal)
    await new Promise((resolve) => setImmediate(resolve))
    terminal.interrupt()
    expect([await running, fs.readdirSync(scratch), terminal.text('err')]).toEqual([
      130,
      [],
      'rolloutlens reduce: interrupted\n',
    ])
  })

  it('shows progress on a terminal and takes it away', async () => {
    const terminal = capturedTerminal({ isTerminal: true })
    await runCommandLine(['reduce', pair, '--output', at('graph.json')], terminal)
    const err = terminal.text('err')
    const clear = '\r\u001b[K'
    expect([err.startsWith(clear), err.endsWith(` events${clear}`)]).toEqual([true, true])
  })
})

describe('check', () => {
  it.each([
    [['archives/0.169.0-pair_base.rollout'], 0],
    [['damaged/lone-state'], 0],
    [['damaged/cut-mid-line'], 1],
    [['conformance/s1-whole-life', 'damaged/payload-missing'], 1],
    [['damaged/manifest-missing', 'damaged/cut-mid-line'], 2],
  ])('%j ends with %d', async (names, code) => {
    expect((await rolloutlens('check', ...names.map(fixtureAt))).code).toBe(code)
  })

  it('reports every bundle, the place of every finding, and files that nothing refers to', async () => {
    const { out, err } = await rolloutlens('check', pair, cut, fixtureAt('damaged/log-missing'))
    expect(out.replaceAll(fixturesFolder, '')).toMatchInlineSnapshot(`
      "/archives/0.169.0-pair_base.rollout: accepted by the reference
      /damaged/cut-mid-line: refused by the reference: parse trace event line 17 (trace.jsonl line 17)
        warning line_cut_off trace.jsonl line 17: expected a last line that is complete, found the document ends, expected a string as key at byte 255: The last line is ignored until the rest of it is there.
        nothing refers to payloads/10.json
        1 warning
      "
    `)
    expect(err).toBe(
      `${fixtureAt('damaged/log-missing')}: cannot be opened: trace.jsonl does not exist (trace.jsonl)\n`,
    )
  })

  it('gives one JSON list', async () => {
    const { out } = await rolloutlens('check', '--json', cut, fixtureAt('hostile/zip-slip.rollout'))
    expect(json(out)).toMatchObject([
      {
        opened: true,
        evidence: true,
        verdict: { accepted: false, line: 17 },
        diagnostics: [{ code: 'line_cut_off' }],
        unused: ['payloads/10.json'],
      },
      { opened: false, error: { code: 'archive_unsafe', file: null } },
    ])
  })
})

describe('summary', () => {
  it('fits on one screen', async () => {
    expect((await rolloutlens('summary', showcase)).out).toMatchInlineSnapshot(`
      "showcase.rollout
      run          completed, 54.1 s from 2026-11-23 03:33:21 UTC
      recorded as  schema 2, 703 events, 467 payloads, complete
      agents       8, 9 turns, 235 conversation items
      inferences   59 (1 failed)
      tool calls   71 (1 failed), 44 in terminals
      code cells   1, 1 compaction
      edges        7 spawn agent, 3 send message, 8 agent result, 1 assign agent task
      tokens       499,321 in (447,616 cached), 7,820 out (3,341 reasoning)
      verdict      accepted by the reference
      diagnostics  none

      agent                                  status       time  inferences  tool calls  failures  tokens in    out
      /root                                  completed  54.1 s          21          32              197,107  3,555
        /root/reproduce                      completed  44.6 s           3           2               22,537    342
        /root/inspect_parser                 completed  44.6 s           5           6               39,701    795
          /root/inspect_parser/read_history  completed  42.0 s           3           3               21,144    330
        /root/write_tests                    completed  44.5 s           8           8         1     63,053    754
        /root/fix                            completed  32.8 s          12          12         1    104,338  1,266
        /root/docs                           completed  32.8 s           4           4               28,714    374
        /root/review                         completed  14.3 s           3           4               22,727    404
      "
    `)
  })

  it('gives the same facts as JSON', async () => {
    const { code, out } = await rolloutlens('summary', showcase, '--json')
    expect([code, json(out)]).toMatchObject([
      0,
      {
        name: 'showcase.rollout',
        status: 'completed',
        counts: { threads: 8, inferenceCalls: 59, toolCalls: 71 },
        tokens: { input: 499321, cached: 447616, output: 7820, reasoning: 3341 },
        edges: { spawn_agent: 7, assign_agent_task: 1, send_message: 3, agent_result: 8 },
      },
    ])
  })

  it('tells what a lone graph tells', async () => {
    const { code, out } = await rolloutlens('summary', fixtureAt('damaged/lone-state'))
    expect([code, out.includes('none: a graph without its bundle')]).toEqual([0, true])
  })
})

describe('text from a bundle', () => {
  it.each(['summary', 'check', 'reduce'])('cannot command the terminal: %s', async (command) => {
    const { out, err } = await rolloutlens(command, fixtureAt('hostile/strange-text'))
    const shown = command === 'reduce' ? err : out + err
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
  })
})

describe('every made fixture', () => {
  const folders = ['damaged', 'hostile', 'from-the-future'].map(fixtureAt)
  const names = folders.flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => name !== 'README.md')
      .map((name) => nodePath.join(folder, name)),
  )

  it.each(names.map((name) => nodePath.relative(fixturesFolder, name)))(
    '%s is reduced or cannot be opened',
    async (name) => {
      const { code, out, err } = await rolloutlens('reduce', fixtureAt(name))
      expect(err).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
      if (code === 0) expect(json(out)).toMatchObject({ rolloutlens: { version: 1 } })
      else expect([code, out, err.startsWith('rolloutlens reduce: ')]).toEqual([2, '', true])
    },
  )
})
