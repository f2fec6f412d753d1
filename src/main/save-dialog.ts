/** The native dialogs that ask where to write a file. Own their options; whether the place may be written to is not asked here. */
import { existsSync } from 'node:fs'
import nodePath from 'node:path'
import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron'
import type { LastFolder } from './last-folder.ts'
import { withExtension, type ArchiveTarget } from './opening/archive-target.ts'

/** Undefined when cancelled. Modal to `window`. `name`: what the file is called unless the person says otherwise. */
export async function chooseTarget(
  window: BrowserWindow,
  name: string,
  lastFolder: LastFolder,
  options: Pick<SaveDialogOptions, 'title' | 'filters'> = { title: 'Save' },
): Promise<string | undefined> {
  const from = await lastFolder.read()
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    ...options,
    defaultPath: from === undefined ? name : nodePath.join(from, name),
    // The system itself asks before a file is replaced: Linux's dialogs only if they are told to.
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  return canceled || filePath === '' ? undefined : filePath
}

/** A place for an archive, in a folder that is remembered; undefined when cancelled. */
export async function chooseArchiveTarget(
  window: BrowserWindow,
  suggestedName: string,
  lastFolder: LastFolder,
): Promise<ArchiveTarget | undefined> {
  const chosen = await chooseTarget(window, suggestedName, lastFolder, {
    title: 'Save as one file',
    filters: [{ name: 'Rollout trace bundle', extensions: ['rollout'] }],
  })
  if (chosen === undefined) return undefined
  await lastFolder.remember(chosen)
  const path = withExtension(chosen, existsSync)
  return {
    path,
    keep: () => ({ kind: 'file', path }),
    // Nothing half-written stays where the archive was to be.
    discard: () => undefined,
  }
}
