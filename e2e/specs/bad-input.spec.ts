/**
 * Bundles that are not what they should be: a clear message or a diagnostic, never a crash, and the window goes on to open the
 * next. What is wrong with each fixture is said in its folder's README; that a file may not be read is injected at the source
 * port (unit tests), since tests may run as root.
 */
import { symlinkSync } from 'node:fs'
import { expect, fixture, test } from '../fixtures.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const refused = [
  {
    what: 'a folder of something else',
    at: ['damaged', 'not-a-bundle'],
    title: 'Not a rollout trace bundle',
    why: /neither manifest\.json nor trace\.jsonl/,
  },
  {
    what: 'no manifest',
    at: ['damaged', 'manifest-missing'],
    title: 'The manifest is missing',
    why: 'manifest.json does not exist',
  },
  {
    what: 'a manifest cut off',
    at: ['damaged', 'manifest-not-json'],
    title: 'The manifest cannot be understood',
    why: /manifest\.json: the document ends/,
  },
  { what: 'no log', at: ['damaged', 'log-missing'], title: 'The log is missing', why: 'trace.jsonl does not exist' },
  {
    what: 'a folder where the log should be',
    at: ['damaged', 'log-is-a-folder'],
    title: 'A folder where a file should be',
    why: /is a folder, not a file/,
  },
  {
    what: 'a state file of something else',
    at: ['damaged', 'state-of-something-else'],
    title: 'The state file cannot be understood',
    why: /schema_version/,
  },
  { what: 'a file of no bundle', at: ['README.md'], title: 'Not a rollout trace bundle', why: /README\.md/ },
  {
    what: 'an archive that leads out of itself',
    at: ['hostile', 'zip-slip.rollout'],
    title: 'The archive is not safe to open',
    why: /leads out of the bundle/,
  },
  {
    what: 'an archive that would fill the disk',
    at: ['hostile', 'zip-bomb-declared.rollout'],
    title: 'The archive is not safe to open',
    why: /is allowed/,
  },
  {
    what: 'an archive cut off',
    at: ['hostile', 'zip-truncated.rollout'],
    title: 'The archive is damaged',
    why: /not a readable zip archive/,
  },
] as const

const doubtful = [
  { what: 'a line that is not JSON', at: ['damaged', 'line-not-json'], diagnostics: 1 },
  { what: 'an unknown event type', at: ['damaged', 'unknown-event'], diagnostics: 1 },
  { what: 'a schema from the future', at: ['from-the-future', 'schema-3'], diagnostics: 1 },
  { what: 'a payload that is missing', at: ['damaged', 'payload-missing'], diagnostics: 1 },
  { what: 'a payload that is not JSON', at: ['damaged', 'payload-not-json'], diagnostics: 1 },
  { what: 'a payload above the bundle', at: ['hostile', 'payload-above'], diagnostics: 1 },
  { what: 'a payload on a network drive', at: ['hostile', 'payload-unc'], diagnostics: 1 },
  { what: 'a payload behind a link out of the bundle', at: ['hostile', 'payload-link-out'], diagnostics: 1 },
  { what: 'a payload path with backslashes', at: ['hostile', 'payload-backslash'], diagnostics: 0 },
] as const

test('what cannot be opened says why, and the next can be opened', async ({ showing, shell }) => {
  const { window } = await showing()
  await window.expectStart()
  for (const { what, at, title, why } of refused)
    await test.step(what, async () => {
      await window.drop(fixture(...at))
      // A page is given files, and of folders no more than their names in front of them.
      const unseen = shell === 'web' && what === 'a folder where the log should be'
      await window.expectFailure(at.at(-1) ?? '', unseen ? 'The log is missing' : title, unseen ? 'trace.jsonl' : why)
    })
  await window.drop(fixture('conformance', 's2-whole-life'))
  await window.expectRead('s2-whole-life')
})

test('what is doubtful is opened, with diagnostics', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  for (const { what, at, diagnostics } of doubtful)
    await test.step(what, async () => {
      await window.drop(fixture(...at))
      await window.expectRead(at[1])
      await expect(window.header.getByRole('button', { name: /diagnostic/ })).toContainText(String(diagnostics))
    })
})

test('a log cut off mid-line says where the recording stops', async ({ showing }) => {
  const { window } = await showing({ paths: [fixture('damaged', 'cut-mid-line')] })
  await window.expectRead('cut-mid-line')
  await expect(window.page.getByText('Recording stops at seq 16')).toBeVisible()
})

test('a log of schema 1 that nothing ends says so as well', async ({ showing }) => {
  const { window } = await showing({ paths: [fixture('damaged', 'schema-1-cut')] })
  await window.expectRead('schema-1-cut')
  await expect(window.page.getByText('Recording stops at seq 10')).toBeVisible()
})

test('a lone state file is a graph without evidence, and says so', async ({ showing }) => {
  const { window } = await showing({ paths: [fixture('damaged', 'lone-state', 'state.json')] })
  await window.expectRead('state.json')
  await expect(window.page.getByText('A graph without evidence')).toBeVisible()
})

test('a path that leads nowhere says so', async ({ showing, shell }) => {
  test.skip(shell === 'web', 'the command line refuses it before there is a page')
  const { window } = await showing({ paths: [fixture('no-such-bundle')] })
  await window.expectFailure('no-such-bundle', 'Not found', 'is not there')
})

test('what cannot be read is told, alone and beside what can', async ({ launch }, testInfo) => {
  test.skip(process.platform === 'win32', 'links need rights of their own there')
  // Not even the administrator of a machine can follow it.
  const circle = testInfo.outputPath('circle')
  symlinkSync('circle', circle)
  const first = launch({ paths: [circle] })
  await new TraceWindow(await first.page()).expectFailure('circle', 'Reading failed', /ELOOP/)
  await first.close()
  const window = new TraceWindow(await launch({ paths: [fixture('conformance', 's2-whole-life'), circle] }).page())
  await window.expectRead('s2-whole-life')
  await expect(window.notice).toContainText('"circle" may not or cannot be read.')
})
