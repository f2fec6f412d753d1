import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fixturesFolder } from '../trace/testkit/fixtures.ts'
import { runCommandLine } from './command-line.ts'
import { capturedTerminal } from './testkit/captured-terminal.ts'

const showcase = nodePath.join(fixturesFolder, 'samples/showcase.rollout')
const showcaseB = nodePath.join(fixturesFolder, 'samples/showcase_b.rollout')
const cut = nodePath.join(fixturesFolder, 'damaged/cut-mid-line')

async function diff(...words: string[]) {
  const terminal = capturedTerminal()
  const code = await runCommandLine(['diff', ...words], terminal)
  return { code, out: terminal.text('out'), err: terminal.text('err') }
}

describe('diff', () => {
  it('tells where two runs part, first of all', async () => {
    const { code, out } = await diff(showcase, showcaseB)
    expect(code).toBe(0)
    expect(out).toContain(
      'first output difference at call 4 of /root/fix (the input is equal apart from ids and times)',
    )
    expect(out).toContain('first input difference at call 5 of /root/fix: its own earlier answer')
    expect(out).toMatch(/\/root\/second_opinion +only in B/)
    expect(out.split('\n').length).toBeLessThan(60)
  })

  it('writes JSON that keeps to its schema', async () => {
    const schema: unknown = JSON.parse(
      fs.readFileSync(nodePath.resolve(import.meta.dirname, '../../docs/diff.schema.json'), 'utf8'),
    )
    const check = new Ajv({ strict: false, allowUnionTypes: true }).compile(
      z.record(z.string(), z.unknown()).parse(schema),
    )
    for (const [a, b] of [
      [showcase, showcaseB],
      [showcase, cut],
    ] as const) {
      const { out } = await diff(a, b, '--json')
      check(JSON.parse(out))
      expect(check.errors ?? []).toEqual([])
    }
  })

  it('exits with 1 on a divergence only when asked', async () => {
    expect((await diff(showcase, showcaseB, '--fail-on-divergence')).code).toBe(1)
    expect((await diff(showcase, showcase, '--fail-on-divergence')).code).toBe(0)
  })

  it('compares a damaged side and says what that means', async () => {
    const { code, err } = await diff(showcase, cut)
    expect(code).toBe(0)
    expect(err).toContain('B did not end')
  })

  it('writes reports beside what it says, never into a bundle', async () => {
    const folder = fs.mkdtempSync(nodePath.join(os.tmpdir(), 'diff-'))
    try {
      const [html, markdown] = [nodePath.join(folder, 'a.html'), nodePath.join(folder, 'a.md')]
      const { code, out } = await diff(showcase, showcaseB, '--html', html, '--markdown', markdown)
      expect([code, out.includes('first output difference')]).toEqual([0, true])
      expect(fs.readFileSync(html, 'utf8')).toContain('first output difference at call 4 of /root/fix')
      expect(fs.readFileSync(html, 'utf8')).toContain('<mark class="b">')
      expect(fs.readFileSync(markdown, 'utf8')).toContain('# A showcase.rollout against B showcase\\_b.rollout')
      expect((await diff(showcase, cut, '--html', nodePath.join(cut, 'a.html'))).code).toBe(64)
      expect(fs.readdirSync(cut)).not.toContain('a.html')
    } finally {
      fs.rmSync(folder, { recursive: true })
    }
  })

  it('needs two traces that can be opened', async () => {
    expect((await diff(showcase)).code).toBe(64)
    expect((await diff(showcase, nodePath.join(fixturesFolder, 'nowhere'))).code).toBe(2)
  })
})
