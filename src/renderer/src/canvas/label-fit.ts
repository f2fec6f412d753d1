/**
 * Fits labels into slices without measuring text per frame: widths come from a table of advances, filled one character
 * at a time. Kerning is ignored, which keeps the sum a little too wide rather than too narrow.
 */
import { visibleText } from '../format/visible-text.ts'
import type { Context } from './context.ts'
import type { CssPx } from './spaces.ts'

export interface LabelFitter {
  /** The label cut to `width`; empty if nothing that says something fits. */
  fit(label: string, width: CssPx): string
  widthOf(label: string): CssPx
}

const ELLIPSIS = '…'
/** Of a word that is cut. */
const FEWEST_CHARACTERS = 3
/** Longer labels are cut before they are looked at: no slice is wide enough for more. */
const LONGEST = 400

/** Measures with `font`; make a new one when the font changes. */
export function createLabelFitter(ctx: Pick<Context, 'font' | 'measureText'>, font: string): LabelFitter {
  const advances = new Map<string, number>()
  const known = new Map<string, KnownLabel>()

  function advance(character: string): number {
    let width = advances.get(character)
    if (width === undefined) {
      ctx.font = font
      width = ctx.measureText(character).width
      advances.set(character, width)
    }
    return width
  }

  function lookUp(label: string): KnownLabel {
    let entry = known.get(label)
    if (entry === undefined) {
      const characters = Array.from(visibleText(label.slice(0, LONGEST)).replaceAll(/\s+/g, ' '))
      const ends = new Float32Array(characters.length)
      let width = 0
      characters.forEach((character, index) => {
        width += advance(character)
        ends[index] = width
      })
      entry = { characters, ends, width, text: characters.join(''), kept: -1, cut: '' }
      known.set(label, entry)
    }
    return entry
  }

  return {
    widthOf: (label) => lookUp(label).width,
    fit(label, width) {
      const entry = lookUp(label)
      if (entry.width <= width) return entry.text
      const room = width - advance(ELLIPSIS)
      let kept = 0
      while (kept < entry.ends.length && (entry.ends[kept] ?? Infinity) <= room) kept++
      if (kept !== entry.kept) {
        entry.kept = kept
        entry.cut = cutLabel(entry, kept, width)
      }
      return entry.cut
    },
  }
}

/** A stump of a word says nothing: either enough of it is kept, or the words before it stand alone. */
function cutLabel({ characters, ends }: KnownLabel, kept: number, width: CssPx): string {
  const word = characters.lastIndexOf(' ', kept) + 1
  if (kept - word >= FEWEST_CHARACTERS) return characters.slice(0, kept).join('') + ELLIPSIS
  const before = word > 0 ? word - 1 : 0
  if (before > 0) return characters.slice(0, before).join('')
  const first = characters.indexOf(' ')
  return first > 0 && (ends[first - 1] ?? Infinity) <= width ? characters.slice(0, first).join('') : ''
}

interface KnownLabel {
  readonly characters: readonly string[]
  /** Right edge of each character. */
  readonly ends: Float32Array
  readonly width: CssPx
  readonly text: string
  /** The last cut, since the same slice is fitted frame after frame. */
  kept: number
  cut: string
}
