/** The native dialog that asks where to write a file. Owns its options; whether the place may be written to is not asked here. */
import nodePath from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import type { LastFolder } from './last-folder.ts'

/** Undefined when cancelled. Modal to `window`. `name`: what the file is called unless the person says otherwise. */
export async function chooseTarget(
  window: BrowserWindow,
  name: string,
  lastFolder: LastFolder,
): Promise<string | undefined> {
  const from = await lastFolder.read()
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save',
    defaultPath: from === undefined ? name : nodePath.join(from, name),
  })
  return canceled || filePath === '' ? undefined : filePath
}
