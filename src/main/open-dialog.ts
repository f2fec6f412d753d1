/** The native dialogs that ask what to open. Owns their options; which paths are what is found out when they are opened. */
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { LastFolder } from './last-folder.ts'

export type Choice = 'folder' | 'file'

const common = ['multiSelections', 'showHiddenFiles'] as const
/** On macOS one dialog takes both; elsewhere one that takes folders takes nothing else. */
const properties: Record<Choice, NonNullable<OpenDialogOptions['properties']>> = process.platform === 'darwin'
  ? { folder: ['openFile', 'openDirectory', ...common], file: ['openFile', 'openDirectory', ...common] }
  : { folder: ['openDirectory', ...common], file: ['openFile', ...common] }

/** No paths when cancelled. Modal to `window`. */
export async function choosePaths(
  window: BrowserWindow,
  choice: Choice,
  lastFolder: LastFolder,
): Promise<readonly string[]> {
  const from = await lastFolder.read()
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: choice === 'folder' ? 'Open a bundle folder' : 'Open a bundle',
    properties: properties[choice],
    ...(from === undefined ? {} : { defaultPath: from }),
    ...(choice === 'folder'
      ? {}
      : {
          filters: [
            { name: 'Bundles and their files', extensions: ['rollout', 'json', 'jsonl'] },
            { name: 'All files', extensions: ['*'] },
          ],
        }),
  })
  const [first] = filePaths
  if (canceled || first === undefined) return []
  await lastFolder.remember(first)
  return filePaths
}
