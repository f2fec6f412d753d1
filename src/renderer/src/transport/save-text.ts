/** Saves a text as a file: asked for with the shell's dialog, or as a download where the browser is the one to ask. */
import type { Client } from './client.ts'

export interface SavedText {
  readonly name: string
  readonly type: 'text/html' | 'text/markdown'
  readonly text: string
}

/** What it was saved as; null when the person cancelled. `dialogs`: the shell has its own. */
export async function saveText(
  client: Client,
  { name, type, text }: SavedText,
  dialogs: boolean,
): Promise<string | null> {
  if (dialogs) return await client.call('app/save', { name, text })
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the content by the time the next task runs.
  setTimeout(() => {
    URL.revokeObjectURL(url)
  })
  return name
}
