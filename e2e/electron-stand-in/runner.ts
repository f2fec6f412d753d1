/**
 * Starts the program under test as Electron would: its argv, its main module with top-level `await`, then `ready`. Nothing of
 * the program is changed; only the name `electron` resolves to the stand-in.
 * https://www.electronjs.org/docs/latest/tutorial/esm
 */
import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startChromium } from './chromium.ts'
import { startControl } from './control.ts'
import { standIn } from './electron.ts'
import { settings } from './settings.ts'

// Under `electron .` the first plain argument is the application's folder.
process.argv = [process.execPath, settings.applicationFolder, ...process.argv.slice(2)]
Object.defineProperty(process, 'defaultApp', { value: true })
Object.defineProperty(process, 'type', { value: 'browser' })
// Electron shows a box for an exception that nobody caught, and the program goes on.
process.on('uncaughtException', (error) => {
  standIn.dialogs.module.showErrorBox('A JavaScript error occurred in the main process', error.stack ?? error.message)
})

register('./hooks.js', {
  parentURL: import.meta.url,
  data: { electron: pathToFileURL(path.join(settings.builtFolder, 'electron.js')).href },
})
await import(pathToFileURL(path.join(settings.applicationFolder, mainOf(settings.applicationFolder))).href)

const chromium = await startChromium(settings.chromium, standIn.program.getPath('userData'))
standIn.useChromium(chromium)
startControl(chromium.endpoint)
standIn.program.standIn.finishLaunching(settings.earlyFiles, () => chromium.close())

function mainOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'main' in manifest) return String(manifest.main)
  throw new Error('package.json names no main')
}
