/**
 * What the program asks of the desktop: showing a file in its folder. Nothing is shown; a test sees what was asked.
 * https://www.electronjs.org/docs/latest/api/shell
 */
import path from 'node:path'
import { notModelled, strict } from './strict.ts'

export class Desktop {
  /** Full paths, oldest first. */
  readonly shown: string[] = []

  readonly module = strict('shell', {
    showItemInFolder: (fullPath: string): void => {
      if (!path.isAbsolute(fullPath)) notModelled(`shell.showItemInFolder of ${fullPath}`)
      this.shown.push(fullPath)
    },
  })
}
