/** Splits readable text into blocks that are drawn differently: fenced code of markdown, the lines of a patch. Pure; nothing is interpreted. */

export interface TextBlock {
  readonly kind: 'prose' | 'code'
  readonly text: string
}

/** Markdown as prose and fenced code, the fences left out. A fence that is never closed reaches to the end. */
export function markdownBlocks(text: string): readonly TextBlock[] {
  const blocks: TextBlock[] = []
  let lines: string[] = []
  let fence: string | undefined
  const flush = (kind: TextBlock['kind']): void => {
    const joined = lines.join('\n')
    if (kind === 'code' || joined.trim() !== '') blocks.push({ kind, text: joined })
    lines = []
  }
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined && mark !== undefined) {
      flush('prose')
      fence = mark
    } else if (fence !== undefined && mark?.startsWith(fence) === true && line.trim() === mark) {
      flush('code')
      fence = undefined
    } else lines.push(line)
  }
  if (fence !== undefined || lines.length > 0) flush(fence === undefined ? 'prose' : 'code')
  return blocks
}

export interface PatchLine {
  readonly kind: 'added' | 'removed' | 'place' | 'file' | 'same'
  readonly text: string
}

/** Lines of a unified diff or of a patch as Codex writes them. */
export function patchLines(text: string): readonly PatchLine[] {
  return text.split('\n').map((line) => ({ kind: patchKind(line), text: line }))
}

function patchKind(line: string): PatchLine['kind'] {
  if (/^(\*\*\* |--- |\+\+\+ |diff |index )/.test(line)) return 'file'
  if (line.startsWith('@@')) return 'place'
  if (line.startsWith('+')) return 'added'
  return line.startsWith('-') ? 'removed' : 'same'
}

export interface Fold {
  readonly text: string
  /** Lines left out; 0 if the text is short enough. */
  readonly hidden: number
}

/** The first `lines` lines and at most `characters` characters. A little more than allowed is shown whole: a fold must be worth it. */
export function foldText(text: string, lines: number, characters: number): Fold {
  let end = 0
  let seen = 0
  while (seen < lines && end !== -1 && end <= characters) {
    end = text.indexOf('\n', end + (seen === 0 ? 0 : 1))
    seen++
  }
  const cut = end === -1 ? Math.min(text.length, characters) : Math.min(end, characters)
  const hidden = cut >= text.length ? 0 : text.slice(cut).split('\n').length - (text[cut] === '\n' ? 1 : 0)
  const short = hidden <= 2 && text.length <= characters * 1.25
  return short ? { text, hidden: 0 } : { text: text.slice(0, cut), hidden: Math.max(1, hidden) }
}
