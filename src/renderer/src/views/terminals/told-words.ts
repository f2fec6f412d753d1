/** Words for how what ran compares with what the model was told, and lines of a text. Pure. */
import type { Told } from '../../../../shared/view-models/terminals.ts'

export interface SomeLines {
  readonly text: string
  /** Lines left out. */
  readonly hidden: number
}

/** At most `count` lines, those of the beginning or those of the end. */
export function someLines(text: string, count: number, from: 'start' | 'end'): SomeLines {
  const lines = text.split('\n')
  const hidden = Math.max(0, lines.length - count)
  if (hidden === 0) return { text, hidden }
  return { text: (from === 'start' ? lines.slice(0, count) : lines.slice(hidden)).join('\n'), hidden }
}

interface ToldWord {
  readonly word: string
  readonly tip: string
  /** The model was misled: the mark of a difference. */
  readonly differs: boolean
}

export const toldWords: Readonly<Record<Told, ToldWord>> = {
  same: { word: 'told the same', tip: 'The model was told all output and the exit code', differs: false },
  spread: {
    word: 'told in parts',
    tip: 'All of it was told, by this step and later ones of this terminal',
    differs: false,
  },
  part: { word: 'told a part', tip: 'The model was told only some of the output', differs: true },
  cut: {
    word: 'told with the middle cut',
    tip: 'The middle of the output was left out of what was told',
    differs: true,
  },
  differs: { word: 'told otherwise', tip: 'The model was told another output or exit code', differs: true },
  not_told: { word: 'told nothing', tip: 'No output item exists: no model was told of it directly', differs: false },
  not_recorded: {
    word: 'result not recorded',
    tip: 'What ran left no result in the recording, so nothing can be compared',
    differs: false,
  },
  only_told: {
    word: 'only told',
    tip: 'The recording has the model’s side only: for this step the release reports no output of its own',
    differs: false,
  },
}
