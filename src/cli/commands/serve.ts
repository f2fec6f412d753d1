/** `rolloutlens serve`, and what a bare path means: the web shell, see `src/main/web`. */
import nodePath from 'node:path'
import { TraceError } from '../../trace/base/errors.ts'
import { parseWords, UsageError, type Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'open bundles in the browser (also without the word serve)',
  help: `usage: rolloutlens [serve] [PATH...] [--compare] [--port N] [--no-open] [--data DIR]

Serves the application on the loopback interface until it is interrupted, and prints its address. PATHs
are opened: a bundle as a trace, a folder of bundles as a library. Folders can be browsed from the page.

  --compare   compare the first two PATHs
  --port N    listen on this port instead of any free one
  --no-open   do not open a browser
  --data DIR  keep what is remembered between starts in DIR

ROLLOUTLENS_HOST_HEAP_MIB in the environment is the heap of the process that reads a trace, in MiB.
`,
  async run(words, terminal) {
    const { values, positionals } = parseWords(words, {
      compare: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    })
    if (values.compare && positionals.length < 2) throw new UsageError('--compare needs two PATHs')
    // Loaded here: no other command needs a server.
    const { serve: serveUntilTold, ServeFailure } = await import('../../main/web/serve.ts')
    try {
      await serveUntilTold({
        root: terminal.root,
        paths: positionals.map((path) => nodePath.resolve(path)),
        compare: values.compare,
        ...(values.port === undefined ? {} : { port: portOf(values.port) }),
        ...(values.data === undefined ? {} : { data: nodePath.resolve(values.data) }),
        open: !values['no-open'],
        print(line) {
          void terminal.out.write(`${line}\n`)
        },
      })
    } catch (error) {
      if (error instanceof ServeFailure) throw new TraceError('read_failed', error.message, {}, error)
      throw error
    }
    return exitCodes.done
  },
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65535) return port
  throw new UsageError(`--port needs a number up to 65535, not ${text}`)
}
