import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixturesFolder } from '../testkit/fixtures.ts'
import { openPath } from '../node/open-path.ts'

const folder = path.join(fixturesFolder, 'hostile')
const pathOf = (name: string): string => path.join(folder, `${name}.rollout`)

/** Refused when opened: what the archive says of itself is enough. */
const refused: Readonly<Record<string, { code: string; message: string; file?: string }>> = {
  'zip-slip': {
    code: 'archive_unsafe',
    message: 'the archive names a file outside itself: "../../owned.json" leads out of the bundle',
  },
  'zip-absolute': {
    code: 'archive_unsafe',
    message: 'the archive names a file outside itself: "/tmp/owned.json" leads out of the bundle',
  },
  'zip-backslash-slip': {
    code: 'archive_unsafe',
    message: 'the archive names a file outside itself: "../../owned.json" leads out of the bundle',
  },
  'zip-drive': {
    code: 'archive_unsafe',
    message: 'the archive names a file outside itself: "C:/owned.json" leads out of the bundle',
  },
  'zip-link': {
    code: 'archive_unsafe',
    message: 'this entry is a link or a device, not a file',
    file: 'payloads/99.json',
  },
  'zip-duplicate': { code: 'archive_unsafe', message: 'this entry appears twice', file: 'payloads/4.json' },
  'zip-case': { code: 'archive_unsafe', message: 'this entry appears twice', file: 'Payloads/4.JSON' },
  'zip-file-and-folder': {
    code: 'archive_unsafe',
    message: 'this entry is a file and a folder at once',
    file: 'payloads',
  },
  'zip-overlap': {
    code: 'archive_unsafe',
    message: 'this entry shares its data with another entry',
    file: 'payloads/99.json',
  },
  'zip-bomb-declared': {
    code: 'archive_unsafe',
    message: 'the archive would unpack 3987 bytes to 1000009947; 200 times is allowed',
  },
  'zip-encrypted': { code: 'archive_unsupported', message: 'this entry is encrypted', file: 'payloads/99.json' },
  'zip-zstandard': {
    code: 'archive_unsupported',
    message: 'this entry is compressed with method 93; only deflate (8) and none (0) can be read',
    file: 'payloads/99.json',
  },
  'zip-several': { code: 'not_a_bundle', message: '"zip-several.rollout" holds several bundles: "a", "b"' },
  'zip-none': {
    code: 'not_a_bundle',
    message: '"zip-none.rollout" holds neither manifest.json nor trace.jsonl, at its top or in one top folder',
  },
  'zip-empty': {
    code: 'not_a_bundle',
    message: '"zip-empty.rollout" holds neither manifest.json nor trace.jsonl, at its top or in one top folder',
  },
  'zip-truncated': {
    code: 'archive_malformed',
    message:
      'this is not a readable zip archive: End of central directory record signature not found. Either not a zip file, or file is truncated.',
  },
  'zip-not-at-all': {
    code: 'archive_malformed',
    message:
      'this is not a readable zip archive: End of central directory record signature not found. Either not a zip file, or file is truncated.',
  },
  'zip-no-bytes': {
    code: 'archive_malformed',
    message:
      'this is not a readable zip archive: End of central directory record signature not found. Either not a zip file, or file is truncated.',
  },
}

/** Refused when the entry is read: only its data tells. */
const refusedLater: Readonly<Record<string, { code: string; message: string; file: string }>> = {
  'zip-bomb-hidden': {
    code: 'archive_unsafe',
    message: 'this entry holds more than the 10 bytes it declares',
    file: 'payloads/4.json',
  },
  'zip-long-hidden': {
    code: 'archive_unsafe',
    message: 'this entry holds more than the 1200000 bytes it declares',
    file: 'trace.jsonl',
  },
  'zip-too-short': {
    code: 'archive_malformed',
    message: 'this entry ends after 666 of the 5000 bytes it declares',
    file: 'payloads/4.json',
  },
  'zip-checksum': {
    code: 'archive_malformed',
    message: 'this entry is damaged: its checksum does not match',
    file: 'payloads/4.json',
  },
}

describe('a hostile archive', () => {
  it.each(Object.entries(refused))('%s is refused', async (name, { code, message, file }) => {
    const where = file === undefined ? {} : { file }
    await expect(openPath(pathOf(name))).rejects.toMatchObject({ name: 'TraceError', code, message, where })
  })

  it.each(Object.entries(refusedLater))('%s is refused when it is read', async (name, { code, message, file }) => {
    const { source } = await openPath(pathOf(name))
    const { size = 0 } = (await source.stat(file)) ?? {}
    await expect(source.read(file, 0, size)).rejects.toMatchObject({
      name: 'TraceError',
      code,
      message,
      where: { file },
    })
    expect((await source.read('manifest.json', 0, 1)).length).toBe(1)
    await source.close()
  })

  it('is among these, or honest', () => {
    const known = [...Object.keys(refused), ...Object.keys(refusedLater), 'zip-in-top-folder']
    const found = fs.readdirSync(folder).filter((name) => name.endsWith('.rollout'))
    expect(found.map((name) => path.basename(name, '.rollout')).sort()).toEqual(known.sort())
  })
})

describe('an honest archive', () => {
  it('may hold its bundle in one top folder', async () => {
    const { kind, source } = await openPath(pathOf('zip-in-top-folder'))
    expect([kind, (await source.list()).slice(0, 3)]).toEqual([
      'bundle',
      ['manifest.json', 'payloads/1.json', 'payloads/10.json'],
    ])
    await source.close()
  })
})
