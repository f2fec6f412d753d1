/** SECURITY.md says of each item of Electron's checklist what shows it, and what it says is absent is absent. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8')
const items = [...text.matchAll(/^\| (\d+) \| ([^|]+) \| (.+) \|$/gm)].map(([, number, name = '', here = '']) => ({
  number: Number(number),
  name,
  shownBy: [...here.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target),
}))

describe("Electron's checklist", () => {
  test('is answered item by item', () => {
    expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  test.each(items)('$number, $name, names what shows it', ({ shownBy }) => {
    expect(shownBy).not.toEqual([])
  })
})

/** What would undo an item wherever it stood in the shell or the page. */
const forbidden = [
  ...['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'allowpopups'],
  ...['webviewTag', 'openExternal', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', '<webview'],
  ...['shell.openPath', 'executeJavaScript', 'insertCSS', '{@html', 'innerHTML', 'new Function', 'eval('],
]

test('nothing in the shells, the preload or the page names what the checklist forbids', () => {
  const found = ['src/main', 'src/preload', 'src/renderer', 'src/shared'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|svelte|html)$/.test(file) && !file.endsWith('.test.ts'))
      .flatMap((file) => {
        const source = readFileSync(path.join(root, folder, file), 'utf8')
        return forbidden.filter((word) => source.includes(word)).map((word) => `${folder}/${file}: ${word}`)
      }),
  )
  expect(found).toEqual([])
})
