/** `rolloutlens reduce`: the graph of a bundle as JSON. */
import { liesIn, writeWholeFile } from '../../trace/node/whole-output.ts'
import { exactly, parseWords, say, throwIfInterrupted, UsageError, type Command } from '../command.ts'
import { diagnosticLine } from '../diagnostic-line.ts'
import { exitCodes } from '../exit-codes.ts'
import { withBundle } from '../open-bundle-at.ts'
import { reductionText } from '../reduction-text.ts'
import { replayAt } from '../replay-at.ts'
import type { Terminal } from '../terminal.ts'

export const reduce: Command = {
  name: 'reduce',
  summary: 'write the graph of a bundle as JSON',
  help: `usage: rolloutlens reduce BUNDLE [--output FILE] [--strict] [--no-enrich]

Writes the graph to standard output. Everything that is doubtful about the bundle is named on standard
error, one line each, and in the member "rolloutlens" beside the graph.

  -o, --output FILE   write to FILE, which may not lie in the bundle
  --strict            stop where the reference reducer does, and write what it writes
  --no-enrich         do not derive what the reference loses
`,
  async run(words, terminal) {
    const { values, positionals } = parseWords(words, {
      output: { type: 'string', short: 'o' },
      strict: { type: 'boolean', default: false },
      'no-enrich': { type: 'boolean', default: false },
    })
    const [path = ''] = exactly(positionals, ['BUNDLE'])
    const { output, strict } = values
    return await withBundle(path, async (opened) => {
      if (output !== undefined && opened.folder !== undefined && (await liesIn(opened.folder, output))) {
        throw new UsageError(`${output} lies in the bundle`)
      }
      const choice = { mode: strict ? 'strict' : 'tolerant', enrich: !values['no-enrich'], indexed: false } as const
      const { reduction } = await replayAt(opened, choice, terminal)
      for (const diagnostic of reduction.diagnostics) await say(terminal, diagnosticLine(diagnostic))
      const text = interruptible(reductionText(reduction, { graphOnly: strict }), terminal)
      if (output !== undefined) await writeWholeFile(output, text, terminal.signal)
      else for await (const piece of text) await terminal.out.write(piece)
      return exitCodes.done
    })
  },
}

/** Lets signals in between the pieces. */
async function* interruptible(pieces: Iterable<string>, terminal: Terminal): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece
    await new Promise(setImmediate)
    throwIfInterrupted(terminal)
  }
}
