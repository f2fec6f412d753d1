/** `rolloutlens pack`: a bundle as one `.rollout` file. */
import { archiveBytes, archiveContents } from '../../trace/archive/write-archive.ts'
import { liesIn, writeWholeFile } from '../../trace/node/whole-output.ts'
import { exactly, parseWords, say, UsageError, type Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { withBundle } from '../open-bundle-at.ts'
import { bytesText, progressOn } from '../progress.ts'

export const pack: Command = {
  name: 'pack',
  summary: 'write a bundle as one .rollout file',
  help: `usage: rolloutlens pack BUNDLE FILE.rollout

Writes a zip of the bundle: manifest, log, payloads and, if there is one, state.json. Other files that
lie in the folder are left out and named on standard error. The same bundle gives the same bytes.
FILE is replaced if it exists; it may not lie in the bundle.
`,
  async run(words, terminal) {
    const { positionals } = parseWords(words, {})
    const [bundle = '', file = ''] = exactly(positionals, ['BUNDLE', 'FILE.rollout'])
    return await withBundle(bundle, async ({ source, folder }) => {
      if (folder !== undefined && (await liesIn(folder, file))) throw new UsageError(`${file} lies in the bundle`)
      const { packed, leftOut } = await archiveContents(source)
      for (const stray of leftOut) await say(terminal, `left out: ${stray}`)
      const progress = progressOn(terminal)
      const bytes = archiveBytes(source, packed, ({ bytes: done, bytesTotal, filesTotal }) => {
        progress.show(() => `packing ${bytesText(done)} of ${bytesText(bytesTotal)} in ${String(filesTotal)} files`)
      })
      try {
        await writeWholeFile(file, bytes, terminal.signal)
      } finally {
        await progress.clear()
      }
      return exitCodes.done
    })
  },
}
