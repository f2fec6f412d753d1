/** The little of Markdown that the tests of the documents need: headings with their sections, tables, links, code words. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

export const projectFolder = path.resolve(import.meta.dirname, '../..')

export interface Section {
  readonly title: string
  readonly text: string
}

export function readDocument(name: string): string {
  return readFileSync(path.join(projectFolder, name), 'utf8').replaceAll('\r\n', '\n')
}

/** Every heading with the text up to the next one of any level. */
export function sections(text: string): readonly Section[] {
  return withoutFences(text)
    .split(/^#+ /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...rest] = part.split('\n')
      return { title: title.trim(), text: rest.join('\n').trim() }
    })
}

export function section(text: string, title: string): string {
  const found = sections(text).find((one) => one.title === title)
  if (found === undefined) throw new Error(`there is no heading "${title}"`)
  return found.text
}

/** Cells of the first table whose header begins with `firstColumn`, without header; none if there is no such table. */
export function tableRows(text: string, firstColumn: string): readonly (readonly string[])[] {
  const lines = text.split('\n')
  const header = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`))
  if (header === -1) return []
  const end = lines.findIndex((line, index) => index > header && !line.startsWith('|'))
  return lines.slice(header + 2, end === -1 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** Words set as code, in order. */
export function codeWords(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
}

/** Targets of links that lead neither to the web nor to a mail address. */
export function localLinks(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target))
}

/** The name under which a heading can be linked to. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

function withoutFences(text: string): string {
  return text.replaceAll(/^```[^]*?^```/gm, '')
}
