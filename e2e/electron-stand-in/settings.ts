/** What the test that starts the stand-in tells it, through the environment; checked once, here. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`the stand-in needs ${name}`)
  return value
}

/** Where the stand-in's own built files lie, this one among them. */
const builtFolder = import.meta.dirname
const script = (name: string): string => readFileSync(path.join(builtFolder, 'page', name), 'utf8')

export const settings = {
  builtFolder,
  /** Holds the program's package.json; its `main` is what is run. */
  applicationFolder: required('STAND_IN_APPLICATION'),
  chromium: required('STAND_IN_CHROMIUM'),
  /** The system's theme. */
  dark: process.env['STAND_IN_THEME'] === 'dark',
  /** Files that macOS would hand over before `ready`, one per line. */
  earlyFiles: (process.env['STAND_IN_EARLY_FILES'] ?? '').split('\n').filter((file) => file !== ''),
  pageScripts: { page: script('page-world.js'), preload: script('preload-world.js') },
}
