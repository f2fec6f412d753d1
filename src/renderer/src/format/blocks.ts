/** Splits readable text into blocks that are drawn differently: the lines of a patch. Pure; nothing is interpreted. */

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
