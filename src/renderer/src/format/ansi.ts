/**
 * Terminal text as styled runs. Only SGR sequences (colour, weight, underline, inverse) are taken as style; every other escape
 * sequence stays in the text, where it becomes a visible mark: nothing moves a cursor, sets a title or makes a link.
 */

export interface AnsiStyle {
  /** Index into the 16 basic colours, or `#rrggbb`; undefined for the default. */
  readonly front?: number | string
  readonly back?: number | string
  readonly bold?: boolean
  readonly faint?: boolean
  readonly italic?: boolean
  readonly underline?: boolean
  readonly inverse?: boolean
}

export interface AnsiRun {
  readonly text: string
  readonly style: AnsiStyle
}

const ESCAPE = '\u001B'
const SGR = new RegExp(`${ESCAPE}\\[([\\d;:]*)m`, 'g')

/** Runs in order; joined they are the text without its SGR sequences. */
export function ansiRuns(text: string): readonly AnsiRun[] {
  const runs: AnsiRun[] = []
  let style: AnsiStyle = {}
  let shown = 0
  for (const match of text.matchAll(SGR)) {
    if (match.index > shown) runs.push({ text: text.slice(shown, match.index), style })
    style = applied(style, match[1] ?? '')
    shown = match.index + match[0].length
  }
  if (shown < text.length) runs.push({ text: text.slice(shown), style })
  return runs
}

function applied(before: AnsiStyle, parameters: string): AnsiStyle {
  let style = before
  const codes = parameters.split(/[;:]/).map((part) => (part === '' ? 0 : Number.parseInt(part, 10)))
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0
    if (code === 38 || code === 48) {
      const { colour, used } = extendedColour(codes.slice(at + 1))
      if (colour !== undefined) style = { ...style, [code === 38 ? 'front' : 'back']: colour }
      at += used
    } else style = plain(style, code)
  }
  return style
}

function plain(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return {}
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, faint: true }
  if (code === 3) return { ...style, italic: true }
  if (code === 4) return { ...style, underline: true }
  if (code === 7) return { ...style, inverse: true }
  if (code === 22) return { ...style, bold: false, faint: false }
  if (code === 23) return { ...style, italic: false }
  if (code === 24) return { ...style, underline: false }
  if (code === 27) return { ...style, inverse: false }
  if (code >= 30 && code <= 37) return { ...style, front: code - 30 }
  if (code >= 90 && code <= 97) return { ...style, front: code - 82 }
  if (code >= 40 && code <= 47) return { ...style, back: code - 40 }
  if (code >= 100 && code <= 107) return { ...style, back: code - 92 }
  if (code === 39) return without(style, 'front')
  return code === 49 ? without(style, 'back') : style
}

function without(style: AnsiStyle, side: 'front' | 'back'): AnsiStyle {
  const { [side]: _dropped, ...rest } = style
  return rest
}

/** What follows 38 or 48: `5;n` or `2;r;g;b`. `used` counts the codes it took. */
function extendedColour(codes: readonly number[]): { readonly colour?: number | string; readonly used: number } {
  const [mode, a = 0, b = 0, c = 0] = codes
  if (mode === 5) return { colour: paletteColour(a), used: 2 }
  if (mode === 2) return { colour: hex(a, b, c), used: 4 }
  return { used: 0 }
}

function paletteColour(index: number): number | string {
  if (index < 16) return Math.max(0, index)
  if (index >= 232) {
    const grey = 8 + Math.min(23, index - 232) * 10
    return hex(grey, grey, grey)
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40)
  const cube = index - 16
  return hex(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6))
}

function hex(red: number, green: number, blue: number): string {
  return `#${[red, green, blue].map((part) => Math.min(255, part).toString(16).padStart(2, '0')).join('')}`
}
