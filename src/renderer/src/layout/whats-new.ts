/** The newest section of the change log, as the start page shows it. Pure: text in, words out. */

export interface Changes {
  /** As headed: `Unreleased`, `0.2.0`. */
  readonly version: string
  /** Without marks of Markdown. */
  readonly items: readonly string[]
}

/** Undefined for a text without sections. */
export function newestChanges(markdown: string): Changes | undefined {
  const [, section] = markdown.split(/^## /m)
  if (section === undefined) return undefined
  const [version = '', ...lines] = section.split('\n')
  const items: string[] = []
  for (const line of lines) {
    if (line.startsWith('- ')) items.push(line.slice(2))
    else if (line.startsWith('  ') && items.length > 0) items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return { version: version.trim(), items: items.map(plain) }
}

function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '')
}
