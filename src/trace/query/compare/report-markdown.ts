/** The report as Markdown. All text of the bundles is escaped or stands in a fence that it cannot close. */
import type { DiffRow, TextDiff } from '../../../shared/view-models/compare.ts'
import { agentColumns, grouped, remarksOf, stateText, visible, type Report, type ReportStop } from './report.ts'

export function reportMarkdown(report: Report): string {
  const { a, b } = report.outline
  return [
    `# A ${escape(a.name)} against B ${escape(b.name)}`,
    '',
    ...report.verdicts.map((verdict) => `- ${escape(verdict)}`),
    ...report.outline.warnings.map(({ text }) => `- ${escape(text)}`),
    '',
    '## Both runs',
    '',
    ...table(
      ['', 'A', 'B', 'B against A'],
      report.sides.map(({ name, a: left, b: right, delta }) => [name, left, right, delta]),
    ),
    '',
    '## Agents',
    '',
    ...table(
      ['agent', 'state', ...agentColumns],
      report.agents.map(({ agent, path, row }) => [path, stateText(agent.state), ...row]),
    ),
    '',
    `## Differences (${grouped(report.outline.stopsTotal)})`,
    '',
    ...(report.stops.length === 0
      ? ['None, apart from ids, times and the like.', '']
      : report.stops.flatMap(stopLines)),
    ...(report.stopsLeft > 0 ? [`${grouped(report.stopsLeft)} more are left out.`, ''] : []),
  ].join('\n')
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)]
}

function stopLines({ stop, texts }: ReportStop, at: number): readonly string[] {
  return [`### ${grouped(at + 1)}. ${escape(stop.text)}`, '', ...texts.flatMap(textLines)]
}

function textLines(text: TextDiff): readonly string[] {
  const remarks = remarksOf(text)
  const lines = text.rows.flatMap(rowLines)
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => (/`+/g.exec(line) ? longestRun(line) + 1 : 0))))
  const head = `**${escape(text.title)}**${remarks.length === 0 ? '' : ` (${escape(remarks.join('; '))})`}`
  return [head, '', `${fence}diff`, ...lines, fence, '']
}

/** As a unified diff: A is what was taken away, B what was added. */
function rowLines(row: DiffRow): readonly string[] {
  if (row.type === 'skip') return [`@@ ${grouped(row.lines)} equal lines @@`]
  const textOf = (side: typeof row.a) => visible(side?.segments.map(({ text }) => text).join('') ?? '')
  if (row.same) return [` ${textOf(row.a)}`]
  return [...(row.a === null ? [] : [`-${textOf(row.a)}`]), ...(row.b === null ? [] : [`+${textOf(row.b)}`])]
}

function longestRun(line: string): number {
  return Math.max(...Array.from(line.matchAll(/`+/g), ([run]) => run.length))
}

/** Text as text: whatever Markdown or HTML would read as its own. */
function escape(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]()#+\-!|<>&~]/g, (character) =>
    character === '<' ? '&lt;' : character === '>' ? '&gt;' : character === '&' ? '&amp;' : `\\${character}`,
  )
}
