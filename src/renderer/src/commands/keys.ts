/**
 * Keyboard shortcuts as text: `Mod+Shift+F`, `Alt+ArrowLeft`, `[`, `?`. `Mod` is Command on macOS and Control elsewhere. A single
 * printable character stands for what is typed, so its Shift is not named; letters are the same in both cases.
 */

/** What is used of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export interface Chord {
  readonly key: string
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
}

export function parseKeys(keys: string): Chord {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const key = parts.at(-1) ?? ''
  const named = new Set(parts.slice(0, -1))
  return { key: key.toLowerCase(), mod: named.has('Mod'), alt: named.has('Alt'), shift: named.has('Shift') }
}

export function matchesKeys(press: KeyPress, chord: Chord, mac: boolean): boolean {
  const mod = mac ? press.metaKey : press.ctrlKey
  const otherMod = mac ? press.ctrlKey : press.metaKey
  if (mod !== chord.mod || otherMod || press.altKey !== chord.alt) return false
  if (press.key.toLowerCase() !== chord.key) return false
  return press.shiftKey === chord.shift || (isTyped(chord) && !isLetter(chord.key))
}

/** `?` and `[` need Shift on some keyboards and none on others: there the character decides, not the modifier. */
function isTyped({ key, mod }: Chord): boolean {
  return !mod && Array.from(key).length === 1
}

function isLetter(key: string): boolean {
  return /^[a-z]$/.test(key)
}

const signs: ReadonlyMap<string, string> = new Map([
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['Escape', 'Esc'],
  [' ', 'Space'],
])
const macSigns: ReadonlyMap<string, string> = new Map([
  ['Mod', '⌘'],
  ['Alt', '⌥'],
  ['Shift', '⇧'],
])

/** As a person reads it: `Ctrl+Shift+F`, on macOS `⇧⌘F`. */
export function showKeys(keys: string, mac: boolean): string {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const key = parts.at(-1) ?? ''
  const shown = signs.get(key) ?? (key.length === 1 ? key.toUpperCase() : key)
  const named = parts.slice(0, -1)
  if (!mac) return [...named.map((part) => (part === 'Mod' ? 'Ctrl' : part)), shown].join('+')
  const order = ['Alt', 'Shift', 'Mod']
  return (
    order
      .filter((part) => named.includes(part))
      .map((part) => macSigns.get(part) ?? '')
      .join('') + shown
  )
}

/** As `aria-keyshortcuts` wants it. */
export function ariaKeys(keys: string, mac: boolean): string {
  return keys.replace('Mod', mac ? 'Meta' : 'Control')
}
