/** `rolloutlens check`: whether bundles are sound, and what the reference reducer would say. */
import { TraceError } from '../../trace/base/errors.ts'
import { belongsToBundle, payloadsFolder } from '../../trace/bundle/layout.ts'
import type { Diagnostic, Reduction, Verdict } from '../../trace/model/reduction.ts'
import type { OpenedPath } from '../../trace/node/open-path.ts'
import { parseWords, placeOf, say, UsageError, type Command } from '../command.ts'
import { severityCounts } from '../counts.ts'
import { diagnosticLine, verdictLine } from '../diagnostic-line.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { withOpened } from '../open-bundle-at.ts'
import { oneLine } from '../printable.ts'
import { replayAt } from '../replay-at.ts'
import type { Terminal } from '../terminal.ts'

/** What `--json` gives for each bundle. */
type Report =
  | {
      readonly path: string
      readonly opened: false
      readonly error: { code: string; message: string; file: string | null }
    }
  | {
      readonly path: string
      readonly opened: true
      /** False for a lone graph, which has nothing to be checked against. */
      readonly evidence: boolean
      readonly verdict: Verdict
      readonly diagnostics: readonly Diagnostic[]
      /** Payload files that no event names, and files that are no part of a bundle. */
      readonly unused: readonly string[]
    }

const NAMED_FILES = 5

export const check: Command = {
  name: 'check',
  summary: 'report what is wrong with bundles',
  help: `usage: rolloutlens check BUNDLE... [--json]

Reads every bundle whole and reports what is damaged or doubtful, whether the reference reducer accepts
it, and files that nothing refers to. Ends with 1 if a bundle is refused or has warnings or errors, with
2 if one cannot be opened.

  --json   one JSON list with a report for each bundle
`,
  async run(words, terminal) {
    const { values, positionals } = parseWords(words, { json: { type: 'boolean', default: false } })
    if (positionals.length === 0) throw new UsageError('BUNDLE is missing')
    const reports: Report[] = []
    for (const path of positionals) {
      const report = await reportOf(path, terminal)
      reports.push(report)
      if (!values.json) await print(report, terminal)
    }
    if (values.json) await terminal.out.write(`${JSON.stringify(reports, null, 2)}\n`)
    return worstOf(reports.map(exitCodeOf))
  },
}

async function reportOf(path: string, terminal: Terminal): Promise<Report> {
  try {
    return await withOpened(path, async (opened) => {
      const { reduction, bundle } = await replayAt(
        opened,
        { mode: 'tolerant', enrich: false, indexed: false },
        terminal,
      )
      const { verdict, diagnostics } = reduction
      const evidence = bundle !== undefined
      return { path, opened: true, evidence, verdict, diagnostics, unused: await unusedFiles(opened, reduction) }
    })
  } catch (error) {
    if (!(error instanceof TraceError) || error.code === 'cancelled') throw error
    const { code, message, where } = error
    return { path, opened: false, error: { code, message, file: where.file ?? null } }
  }
}

async function unusedFiles({ kind, source }: OpenedPath, { graph }: Reduction): Promise<readonly string[]> {
  if (kind === 'state') return []
  const used = new Set([...graph.raw_payloads.values()].map(({ path }) => path.replaceAll('\\', '/')))
  const files = await source.list()
  return files.filter((file) => !belongsToBundle(file) || (file.startsWith(`${payloadsFolder}/`) && !used.has(file)))
}

async function print(report: Report, terminal: Terminal): Promise<void> {
  if (!report.opened) {
    const place = placeOf(report.error.file === null ? {} : { file: report.error.file })
    await say(terminal, `${report.path}: cannot be opened: ${report.error.message}${place && ` (${place})`}`)
    return
  }
  const { path, evidence, verdict, diagnostics, unused } = report
  const lines = [
    `${oneLine(path, 1000)}: ${evidence ? verdictLine(verdict) : 'a graph without its bundle: nothing to check it against'}`,
    ...diagnostics.map((diagnostic) => `  ${diagnosticLine(diagnostic)}`),
    ...(unused.length === 0 ? [] : [`  nothing refers to ${filesText(unused)}`]),
    ...(diagnostics.length === 0 ? [] : [`  ${severityCounts(bySeverity(diagnostics))}`]),
  ]
  await terminal.out.write(`${lines.join('\n')}\n`)
}

function bySeverity(diagnostics: readonly Diagnostic[]) {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of diagnostics) counts[severity] += 1
  return counts
}

function filesText(files: readonly string[]): string {
  const more = files.length > NAMED_FILES ? ` and ${files.length - NAMED_FILES} more` : ''
  return (
    files
      .slice(0, NAMED_FILES)
      .map((file) => oneLine(file, 200))
      .join(', ') + more
  )
}

function exitCodeOf(report: Report): ExitCode {
  if (!report.opened) return exitCodes.cannotOpen
  const sound = report.verdict.accepted && report.diagnostics.every(({ severity }) => severity === 'info')
  return sound ? exitCodes.done : exitCodes.negative
}

function worstOf(codes: readonly ExitCode[]): ExitCode {
  const worst = [exitCodes.cannotOpen, exitCodes.negative].find((code) => codes.includes(code))
  return worst ?? exitCodes.done
}
