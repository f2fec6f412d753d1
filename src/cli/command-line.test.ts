import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixture, fixturesFolder, writeFixture } from '../trace/testkit/fixtures.ts'
import { runCommandLine } from './command-line.ts'
import { capturedTerminal } from './testkit/captured-terminal.ts'

let scratch: string

beforeEach(() => {
  scratch = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-cli-'))
})
afterEach(() => {
  fs.rmSync(scratch, { recursive: true, force: true })
})

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function rolloutlens(...words: string[]): Promise<Outcome> {
  const terminal = capturedTerminal()
  const code = await runCommandLine(words, terminal)
  return { code, out: terminal.text('out'), err: terminal.text('err') }
}

const at = (...parts: string[]): string => nodePath.join(scratch, ...parts)
const chat = (): string => writeFixture(fixture('recorded/0.169.0/chat'), scratch)

function filesOf(folder: string): Record<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    entries.map((entry) => {
      const file = nodePath.join(entry.parentPath, entry.name)
      return [nodePath.relative(folder, file), fs.readFileSync(file, 'utf8')]
    }),
  )
}

describe('the command line', () => {
  it.each([['--help'], ['-h'], ['help'], ['reduce-nothing', '--help']])('explains itself: %s', async (...words) => {
    const { code, out, err } = await rolloutlens(...words)
    expect([code, out.startsWith('usage: rolloutlens COMMAND'), err]).toEqual([0, true, ''])
  })

  it.each(['pack', 'unpack', 'serve'])('explains %s', async (command) => {
    const { code, out, err } = await rolloutlens(command, 'whatever', '--help')
    expect([code, out.includes(command), out.startsWith('usage: rolloutlens '), err]).toEqual([0, true, true, ''])
  })

  it('knows its version', async () => {
    const { code, out } = await rolloutlens('--version')
    expect([code, /^\d+\.\d+\.\d+\n$/.test(out)]).toEqual([0, true])
  })

  it.each([
    [['pack'], 'rolloutlens pack: BUNDLE is missing'],
    [['pack', 'a'], 'rolloutlens pack: FILE.rollout is missing'],
    [['pack', 'a', 'b', 'c'], 'rolloutlens pack: one word too many: c'],
    [['unpack', 'a', '--fast'], "rolloutlens unpack: Unknown option '--fast'"],
    [['--port', 'x'], 'rolloutlens serve: --port needs a number up to 65535, not x'],
    [['serve', '--port', '70000'], 'rolloutlens serve: --port needs a number up to 65535, not 70000'],
    [['--compare', 'a'], 'rolloutlens serve: --compare needs two PATHs'],
  ])('calls %j a wrong use', async (words, message) => {
    const { code, out, err } = await rolloutlens(...words)
    expect([code, out, err.startsWith(message), err.includes('\nusage: rolloutlens ')]).toEqual([64, '', true, true])
  })

  it('says that a first word is neither a command nor a path', async () => {
    expect(await rolloutlens('reduze', 'x')).toEqual({
      code: 2,
      out: '',
      err: 'rolloutlens: "reduze" is no command, and there is no such file or folder\n',
    })
  })
})

describe('pack and unpack', () => {
  it('give the bundle back as it was, and the archive the same bytes again', async () => {
    const bundle = chat()
    const before = filesOf(bundle)
    expect(await rolloutlens('pack', bundle, at('one.rollout'))).toEqual({ code: 0, out: '', err: '' })
    expect(await rolloutlens('unpack', at('one.rollout'), at('back'))).toEqual({ code: 0, out: '', err: '' })
    expect(await rolloutlens('pack', at('back', 'manifest.json'), at('two.rollout'))).toEqual({
      code: 0,
      out: '',
      err: '',
    })
    expect([filesOf(at('back')), filesOf(bundle)]).toEqual([before, before])
    expect(fs.readFileSync(at('one.rollout')).equals(fs.readFileSync(at('two.rollout')))).toBe(true)
  })

  it('pack names what it leaves out', async () => {
    const bundle = chat()
    fs.writeFileSync(nodePath.join(bundle, 'note\u202e.txt'), '')
    const { code, err } = await rolloutlens('pack', bundle, at('one.rollout'))
    expect([code, err]).toEqual([0, 'left out: note\\u{202e}.txt\n'])
  })

  it('pack never writes into the bundle', async () => {
    const bundle = chat()
    const before = filesOf(bundle)
    const { code, err } = await rolloutlens('pack', bundle, nodePath.join(bundle, 'payloads', '..', 'x.rollout'))
    expect([code, err.includes('lies in the bundle'), filesOf(bundle)]).toEqual([64, true, before])
  })

  it('pack makes nothing of a bundle that it cannot read whole', async () => {
    const bundle = chat()
    fs.writeFileSync(at('secret'), '')
    fs.symlinkSync(at('secret'), nodePath.join(bundle, 'payloads', '999.json'))
    const { code, err } = await rolloutlens('pack', bundle, at('one.rollout'))
    expect([code, err]).toEqual([
      2,
      'rolloutlens pack: "payloads/999.json" leads out of the bundle (payloads/999.json)\n',
    ])
    expect(fs.readdirSync(scratch).sort()).toEqual(['chat', 'secret'])
  })

  it('pack replaces a file, unpack no folder that holds something', async () => {
    const bundle = chat()
    fs.writeFileSync(at('one.rollout'), 'old')
    fs.mkdirSync(at('empty'))
    const codes = [
      (await rolloutlens('pack', bundle, at('one.rollout'))).code,
      (await rolloutlens('unpack', at('one.rollout'), at('empty'))).code,
      (await rolloutlens('unpack', at('one.rollout'), at('empty'))).code,
      (await rolloutlens('unpack', at('one.rollout'), at('one.rollout'))).code,
    ]
    expect([codes, fs.readdirSync(scratch).sort()]).toEqual([
      [0, 0, 2, 2],
      ['chat', 'empty', 'one.rollout'],
    ])
  })

  it('unpack leaves nothing of an archive that turns out to be damaged', async () => {
    const damaged = nodePath.join(fixturesFolder, 'hostile/zip-checksum.rollout')
    const { code, err } = await rolloutlens('unpack', damaged, at('back'))
    expect([code, err, fs.readdirSync(scratch)]).toEqual([
      2,
      'rolloutlens unpack: this entry is damaged: its checksum does not match (payloads/4.json)\n',
      [],
    ])
  })

  it.each([
    [['pack', 'damaged/not-a-bundle', 'x'], 'holds neither manifest.json nor trace.jsonl'],
    [['pack', 'damaged/lone-state', 'x'], 'is a graph without its bundle'],
    [['unpack', 'hostile/zip-slip.rollout', 'x'], 'leads out of the bundle'],
    [['unpack', 'hostile/nothing.rollout', 'x'], 'is not there'],
  ])('cannot open: %j', async ([command = '', path = '', target = ''], fact) => {
    const { code, out, err } = await rolloutlens(command, nodePath.join(fixturesFolder, path), at(target))
    expect([code, out, err.includes(fact), fs.readdirSync(scratch)]).toEqual([2, '', true, []])
  })

  it.each(['pack', 'unpack'])('%s leaves nothing half-written when it is interrupted', async (command) => {
    const bundle = writeFixture(fixture('samples/0.169.0/showcase'), scratch)
    const terminal = capturedTerminal()
    const running = runCommandLine([command, bundle, at('target')], terminal)
    await new Promise((resolve) => setImmediate(resolve))
    terminal.interrupt()
    expect([await running, fs.readdirSync(scratch)]).toEqual([130, ['showcase']])
    expect(terminal.text('err')).toBe(`rolloutlens ${command}: interrupted\n`)
  })
})
