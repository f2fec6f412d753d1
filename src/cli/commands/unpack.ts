/** `rolloutlens unpack`: the bundle of a `.rollout` file as a folder. */
import { writeWholeFolder } from '../../trace/node/whole-output.ts'
import { exactly, parseWords, type Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { withBundle } from '../open-bundle-at.ts'
import { progressOn } from '../progress.ts'

export const unpack: Command = {
  name: 'unpack',
  summary: 'write the bundle in a .rollout file to a folder',
  help: `usage: rolloutlens unpack FILE.rollout DIR

DIR must be empty or not exist. It appears when the whole bundle is in it.
`,
  async run(words, terminal) {
    const { positionals } = parseWords(words, {})
    const [file = '', folder = ''] = exactly(positionals, ['FILE.rollout', 'DIR'])
    return await withBundle(file, async ({ source }) => {
      const files = await source.list()
      const progress = progressOn(terminal)
      try {
        await writeWholeFolder(folder, source, files, terminal.signal, (index) => {
          progress.show(() => `unpacking ${String(index)} of ${String(files.length)} files`)
        })
      } finally {
        await progress.clear()
      }
      return exitCodes.done
    })
  },
}
