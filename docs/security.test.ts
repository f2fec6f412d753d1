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

/** What items of the checklist rest on, where it is set. */
const set: readonly (readonly [file: string, texts: readonly string[]])[] = [
  ['src/main/window.ts', ['contextIsolation: true', 'sandbox: true', 'nodeIntegration: false']],
  [
    'src/main/index.ts',
    ['app.enableSandbox()', 'restrictWebContents(app,', 'restrictPermissions(session.defaultSession,'],
  ],
]

test.each(set)('%s sets what the checklist says of it', (file, texts) => {
  const source = readFileSync(path.join(root, file), 'utf8')
  expect(texts.filter((text) => !source.includes(text))).toEqual([])
})

test('there is one kind of window and one session, so that what is set for them is set for all', () => {
  const folder = path.join(root, 'src/main')
  const makers = ['new BrowserWindow(', 'new WebContentsView(', 'new BrowserView(', 'new BaseWindow(', 'fromPartition']
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const source = readFileSync(path.join(folder, file), 'utf8')
      return makers.filter((maker) => source.includes(maker)).map((maker) => `${file}: ${maker}`)
    })
  expect(found).toEqual(['window.ts: new BrowserWindow('])
})

test('Electron is locked to one version of the major that package.json asks for', () => {
  const majorIn = (file: string, pattern: RegExp): string | undefined =>
    pattern.exec(readFileSync(path.join(root, file), 'utf8'))?.[1]
  const asked = majorIn('package.json', /"electron": "[~^]?(\d+)\.\d+\.\d+"/)
  const locked = majorIn('package-lock.json', /"node_modules\/electron": \{\s*"version": "(\d+)\.\d+\.\d+"/)
  expect(asked).toMatch(/^\d+$/)
  expect(locked).toBe(asked)
})
