/**
 * Asks whether a link may have its paths read. Any web page can hold such a link, and looking at a network path alone tells its
 * server who looks: nothing is touched before a person has agreed.
 */
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { LinkRequest } from './opening/given-text.ts'

/** Longer paths are cut in the middle: both ends say where they lead. */
const LONGEST_SHOWN = 200

/** Modal to `window` if there is one. */
export async function askAboutLink(
  window: BrowserWindow | undefined,
  { paths, compare }: LinkRequest,
): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    message: paths.length === 0 ? 'The link names nothing that can be opened' : questionFor(paths.length, compare),
    detail: paths.map(shown).join('\n'),
    buttons: paths.length === 0 ? ['OK'] : ['Open', 'Cancel'],
    defaultId: paths.length === 0 ? 0 : 1,
    cancelId: paths.length === 0 ? 0 : 1,
  }
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return paths.length > 0 && response === 0
}

function questionFor(count: number, compare: boolean): string {
  if (compare) return 'Compare what this link names?'
  return count === 1 ? 'Open what this link names?' : `Open the ${String(count)} things that this link names?`
}

/** One line, without characters that could make it look like another path. */
function shown(path: string): string {
  const plain = path.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')
  const half = LONGEST_SHOWN / 2
  return plain.length <= LONGEST_SHOWN ? plain : `${plain.slice(0, half)}…${plain.slice(-half)}`
}
