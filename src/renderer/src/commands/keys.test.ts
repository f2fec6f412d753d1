import { expect, test } from 'vitest'
import { ariaKeys, matchesKeys, parseKeys, showKeys, type KeyPress } from './keys.ts'

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }
}

function matches(keys: string, pressed: KeyPress, mac = false): boolean {
  return matchesKeys(pressed, parseKeys(keys), mac)
}

test('Mod is Command on macOS and Control elsewhere, never both', () => {
  expect(matches('Mod+K', press('k', { ctrlKey: true }))).toBe(true)
  expect(matches('Mod+K', press('k', { metaKey: true }))).toBe(false)
  expect(matches('Mod+K', press('k', { metaKey: true }), true)).toBe(true)
  expect(matches('Mod+K', press('k', { ctrlKey: true, metaKey: true }))).toBe(false)
})

test('letters ignore the caps lock but not Shift', () => {
  expect(matches('w', press('W'))).toBe(true)
  expect(matches('w', press('W', { shiftKey: true }))).toBe(false)
  expect(matches('Mod+Shift+F', press('F', { ctrlKey: true, shiftKey: true }))).toBe(true)
  expect(matches('Mod+F', press('F', { ctrlKey: true, shiftKey: true }))).toBe(false)
})

test('signs match however the keyboard makes them', () => {
  expect(matches('?', press('?', { shiftKey: true }))).toBe(true)
  expect(matches('[', press('['))).toBe(true)
  expect(matches('[', press('[', { altKey: true }))).toBe(false)
})

test('named keys need exactly their modifiers', () => {
  expect(matches('Alt+ArrowLeft', press('ArrowLeft', { altKey: true }))).toBe(true)
  expect(matches('F6', press('F6', { shiftKey: true }))).toBe(false)
})

test('shown as each system writes them', () => {
  expect([showKeys('Mod+Shift+F', false), showKeys('Mod+Shift+F', true), showKeys('Alt+ArrowLeft', false)]).toEqual([
    'Ctrl+Shift+F',
    '⇧⌘F',
    'Alt+←',
  ])
  expect([showKeys('w', false), showKeys('?', true), ariaKeys('Mod+K', false)]).toEqual(['W', '?', 'Control+K'])
})
