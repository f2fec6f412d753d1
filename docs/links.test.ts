/** Nothing a document points at is missing, and no source points at a document or section that is not there. */
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchorOf, localLinks, projectFolder, readDocument, sections } from './testkit/markdown.ts'

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: projectFolder, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('fixtures/') && existsSync(path.join(projectFolder, file)))
const documents = files.filter((file) => file.endsWith('.md'))

function anchors(document: string): readonly string[] {
  return sections(readDocument(document)).map(({ title }) => anchorOf(title))
}

/** What is wrong with one link, undefined if it leads somewhere. */
function problemOf(document: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? document : path.posix.join(path.posix.dirname(document), decodeURI(file))
  if (!existsSync(path.join(projectFolder, target))) return `${link}: there is no ${target}`
  if (anchor === undefined || statSync(path.join(projectFolder, target)).isDirectory()) return undefined
  return anchors(target).includes(anchor) ? undefined : `${link}: ${target} has no such heading`
}

describe.each(documents)('%s', (document) => {
  it('links to what is there', () => {
    const problems = localLinks(readDocument(document)).flatMap((link) => problemOf(document, link) ?? [])
    expect(problems).toEqual([])
  })
})

it('comments name documents and sections that are there', () => {
  const problems = files
    .filter((file) => /\.(ts|mjs|svelte)$/.test(file))
    .flatMap((file) =>
      [...readDocument(file).matchAll(/\b(docs\/[\w/-]+\.md)(?: §(\d+(?:\.\d+)*)|#([\w-]+))?/g)].flatMap(
        ([reference, document = '', number, anchor]) => {
          if (!existsSync(path.join(projectFolder, document))) return `${file}: ${reference}`
          const titles = sections(readDocument(document)).map(({ title }) => title)
          if (number !== undefined && !titles.some((title) => title.split(/\.? /)[0] === number))
            return `${file}: ${reference}`
          return anchor !== undefined && !anchors(document).includes(anchor) ? `${file}: ${reference}` : []
        },
      ),
    )
  expect(problems).toEqual([])
})
