/**
 * The report as one HTML file without scripts, links or anything from elsewhere. All text of the bundles goes through
 * `escape`; the content security policy of the file forbids everything but its own style.
 */
import type { DiffLine, DiffRow, TextDiff } from '../../../shared/view-models/compare.ts'
import { agentColumns, grouped, remarksOf, stateText, visible, type Report, type ReportStop } from './report.ts'

const STYLE = `
:root{color-scheme:light dark;--a:#1a5fd0;--b:#b45309;--line:#d5d9df;--muted:#545c68}
@media(prefers-color-scheme:dark){:root{--a:#78a9ff;--b:#f2994a;--line:#3a4049;--muted:#a3abb7}}
body{font:13px/1.45 system-ui,sans-serif;margin:24px auto;max-width:1200px;padding:0 16px;font-variant-numeric:tabular-nums}
h1{font-size:20px}h2{font-size:15px;margin:28px 0 8px}h3{font-size:13px;margin:18px 0 4px}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:2px 8px;text-align:left;vertical-align:top}
th{font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}
.a{color:var(--a)}.b{color:var(--b)}.muted{color:var(--muted)}
.diff{table-layout:fixed;font:12px/1.4 ui-monospace,monospace}.diff td{border:0;overflow-wrap:anywhere;white-space:pre-wrap;padding:0 4px}
.diff td.n{width:44px;color:var(--muted)}
.diff .cut{background:color-mix(in srgb,currentColor 7%,transparent);text-align:center}
mark.a{color:inherit;background:color-mix(in srgb,var(--a) 25%,transparent)}mark.b{color:inherit;background:color-mix(in srgb,var(--b) 27%,transparent)}
.noise{text-decoration:underline dotted}
`.trim()

export function reportHtml(report: Report): string {
  const { a, b } = report.outline
  const title = `${a.name} against ${b.name}`
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${escape(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1><b class="a">A</b> <bdi>${escape(a.name)}</bdi> against <b class="b">B</b> <bdi>${escape(b.name)}</bdi></h1>`,
    `<ul>${report.verdicts.map((verdict) => `<li>${escape(verdict)}</li>`).join('')}</ul>`,
    ...warnings(report),
    '<h2>Both runs</h2>',
    table(
      ['', 'A', 'B', 'B against A'],
      report.sides.map(({ name, a: left, b: right, delta }) => [name, left, right, delta]),
    ),
    '<h2>Agents</h2>',
    table(
      ['agent', 'state', ...agentColumns],
      report.agents.map(({ agent, path, row }) => [path, stateText(agent.state), ...row]),
    ),
    `<h2>Differences (${grouped(report.outline.stopsTotal)})</h2>`,
    ...(report.stops.length === 0 ? ['<p>None, apart from ids, times and the like.</p>'] : report.stops.map(stopHtml)),
    ...(report.stopsLeft > 0 ? [`<p class="muted">${grouped(report.stopsLeft)} more are left out.</p>`] : []),
    '</body></html>',
    '',
  ].join('\n')
}

function warnings({ outline }: Report): readonly string[] {
  if (outline.warnings.length === 0) return []
  return [`<ul class="muted">${outline.warnings.map(({ text }) => `<li>${escape(text)}</li>`).join('')}</ul>`]
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: 'th' | 'td') =>
    row.map((text) => `<${tag}><bdi>${escape(text)}</bdi></${tag}>`).join('')
  return `<table><thead><tr>${cells(heads, 'th')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${cells(row, 'td')}</tr>`)
    .join('\n')}</tbody></table>`
}

function stopHtml({ stop, texts }: ReportStop, at: number): string {
  return [`<h3>${grouped(at + 1)}. ${escape(stop.text)}</h3>`, ...texts.map(textHtml)].join('\n')
}

function textHtml(text: TextDiff): string {
  const remarks = remarksOf(text)
  const head = `<p><b>${escape(text.title)}</b>${remarks.length === 0 ? '' : ` <span class="muted">${escape(remarks.join('; '))}</span>`}</p>`
  return `${head}<table class="diff"><tbody>${text.rows.map(rowHtml).join('\n')}</tbody></table>`
}

function rowHtml(row: DiffRow): string {
  if (row.type === 'skip') return `<tr><td class="cut" colspan="4">${grouped(row.lines)} equal lines</td></tr>`
  return `<tr>${lineHtml(row.a, 'a')}${lineHtml(row.b, 'b')}</tr>`
}

function lineHtml(line: DiffLine | null, side: 'a' | 'b'): string {
  if (line === null) return '<td class="n"></td><td></td>'
  const text = line.segments.map(({ text: part, mark }) => {
    if (mark === 'changed') return `<mark class="${side}">${escape(part)}</mark>`
    return mark === 'noise' ? `<span class="noise">${escape(part)}</span>` : escape(part)
  })
  return `<td class="n">${String(line.number)}</td><td><bdi>${text.join('')}</bdi></td>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as text, wherever it stands in the file. */
function escape(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
