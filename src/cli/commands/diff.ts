/** `rolloutlens diff`: where two runs part, and what differs after that. */
import { payloadTextOf } from '../../trace/bundle/payload-text.ts'
import { liesIn, writeWholeFile } from '../../trace/node/whole-output.ts'
import { compareIndexed, type IndexedTrace } from '../../trace/query/compare/compared.ts'
import { reportHtml } from '../../trace/query/compare/report-html.ts'
import { reportMarkdown } from '../../trace/query/compare/report-markdown.ts'
import { reportOf, type Report } from '../../trace/query/compare/report.ts'
import { noTexts, readComparedTexts } from '../../trace/query/compare/texts.ts'
import { buildIndex } from '../../trace/query/index.ts'
import type { AgentPair, Comparison, Count, Deltas, SideFacts } from '../../shared/view-models/compare.ts'
import { counted, number } from '../counts.ts'
import { exactly, parseWords, say, UsageError, type Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { withOpened } from '../open-bundle-at.ts'
import { oneLine } from '../printable.ts'
import { replayAt } from '../replay-at.ts'
import { tableText } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const SHOWN_AGENTS = 40
const SHOWN_DIFFERENCES = 20
const LISTED_DIFFERENCES = 1000
const LONGEST_PATH = 48

export const diff: Command = {
  name: 'diff',
  summary: 'compare two runs and tell where they part',
  help: `usage: rolloutlens diff A B [--json] [--html FILE] [--markdown FILE] [--fail-on-divergence]

Aligns two bundles, archives or graphs: agents, turns, calls, items. Ids, times and the like do not count as differences;
docs/compare.md has the rules. Tells the first difference of input, the first difference of output, what follows.

  --json                 the comparison as one JSON object (docs/diff.schema.json)
  --html FILE            write a report to FILE: one file without scripts, with every difference in full
  --markdown FILE        the same as Markdown
  --fail-on-divergence   exit with 1 if anything differs
`,
  async run(words, terminal) {
    const { values, positionals } = parseWords(words, {
      json: { type: 'boolean', default: false },
      html: { type: 'string' },
      markdown: { type: 'string' },
      'fail-on-divergence': { type: 'boolean', default: false },
    })
    const [pathA = '', pathB = ''] = exactly(positionals, ['A', 'B'])
    const { html, markdown } = values
    const outputs = [html, markdown].filter((output) => output !== undefined)
    const a = await readTrace(pathA, outputs, terminal)
    const b = await readTrace(pathB, outputs, terminal)
    const compared = compareIndexed(a, b, { ignoreReasoning: false })
    const { comparison } = compared
    const report = outputs.length === 0 ? undefined : reportOf(compared)
    const write = async (output: string | undefined, textOf: (report: Report) => string) => {
      if (output !== undefined && report !== undefined)
        await writeWholeFile(output, oneChunk(textOf(report)), terminal.signal)
    }
    await write(html, reportHtml)
    await write(markdown, reportMarkdown)
    for (const { text } of comparison.warnings) await say(terminal, `rolloutlens diff: ${text}`)
    const text = values.json ? JSON.stringify(documentOf(comparison), null, 2) : screenOf(comparison).join('\n')
    await terminal.out.write(`${text}\n`)
    return values['fail-on-divergence'] && comparison.stops.length > 0 ? exitCodes.negative : exitCodes.done
  },
}

/** `outputs` may not lie in the bundle. */
async function readTrace(path: string, outputs: readonly string[], terminal: Terminal): Promise<IndexedTrace> {
  return await withOpened(path, async (opened) => {
    for (const output of outputs) {
      if (opened.folder !== undefined && (await liesIn(opened.folder, output)))
        throw new UsageError(`${output} lies in the bundle`)
    }
    const { reduction, bundle } = await replayAt(opened, { mode: 'tolerant', enrich: true, indexed: true }, terminal)
    const { graph } = reduction
    const texts = bundle === undefined ? noTexts : await readComparedTexts(graph, payloadTextOf(opened.source, graph))
    return { name: opened.source.name, index: buildIndex(reduction, bundle?.events), texts }
  })
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text)
}

/** What scripts get: everything but the pairs of items, and no more than a thousand differences. */
function documentOf(comparison: Comparison): Record<string, unknown> {
  const { a, b, warnings, firstInput, firstOutput, extent, deltas, agents, edges, stops } = comparison
  return {
    version: 1,
    a,
    b,
    warnings,
    first_input_difference: firstInput && { ...firstInput, agent: pathsOf(agents[firstInput.agent]) },
    first_output_difference: firstOutput && { ...firstOutput, agent: pathsOf(agents[firstOutput.agent]) },
    extent,
    deltas,
    agents: agents.map((agent) => ({
      ...pathsOf(agent),
      state: agent.state,
      how: agent.how,
      sure: agent.sure,
      differences: agent.differences,
      counts: agent.counts,
      tokens: agent.tokens,
      deltas: agent.deltas,
    })),
    edges: edges
      .filter((edge) => edge.state !== 'same')
      .map(({ kind, from, to, state }) => ({ kind, from, to, state })),
    differences_total: stops.length,
    differences: stops.slice(0, LISTED_DIFFERENCES).map(({ what, text }) => ({ what, text })),
  }
}

function pathsOf(agent: AgentPair | undefined) {
  return { path_a: agent?.pathA ?? null, path_b: agent?.pathB ?? null }
}

function screenOf(comparison: Comparison): readonly string[] {
  const { a, b, agents, stops, firstInput, firstOutput, extent } = comparison
  const hidden = stops.length - SHOWN_DIFFERENCES
  return [
    ...tableText(
      [
        { title: '', align: 'left' },
        { title: 'A', align: 'left' },
        { title: 'B', align: 'left' },
      ],
      sideRows(a, b),
    ),
    '',
    firstOutput?.text ?? 'no difference of output',
    firstInput?.text ?? 'no difference of input',
    ...(extent === null ? [] : [extent.text]),
    '',
    ...agentTable(agents),
    ...(stops.length === 0 ? [] : ['', `${counted(stops.length, 'difference')}, in causal order:`]),
    ...stops.slice(0, SHOWN_DIFFERENCES).map((stop) => `  ${oneLine(stop.text, 200)}`),
    ...(hidden > 0 ? [`  and ${number(hidden)} more`] : []),
  ]
}

function sideRows(a: SideFacts, b: SideFacts): readonly (readonly string[])[] {
  const row = (title: string, of: (side: SideFacts) => string) => [title, of(a), of(b)]
  return [
    row('run', ({ name }) => oneLine(name, LONGEST_PATH)),
    row('status', ({ status, complete }) => (complete ? status : `${status}, did not end`)),
    row('schema', ({ schemaVersion }) => String(schemaVersion)),
    row('models', ({ models }) => oneLine(models.join(', '), LONGEST_PATH)),
    row('time', ({ durationMs }) => `${(durationMs / 1000).toFixed(1)} s`),
    row('calls', ({ counts }) => `${number(counts.calls)} inferences, ${number(counts.tools)} tools`),
    row('failures', ({ counts }) => number(counts.failures)),
    row('tokens', ({ tokens }) =>
      tokens === null ? 'not recorded' : `${number(tokens.input)} in, ${number(tokens.output)} out`,
    ),
  ]
}

function agentTable(agents: readonly AgentPair[]): readonly string[] {
  const shown = agents.slice(0, SHOWN_AGENTS)
  const more = agents.length - shown.length
  return [
    ...tableText(
      [
        { title: 'agent', align: 'left' },
        { title: '', align: 'left' },
        { title: 'differences', align: 'right' },
        { title: 'calls A/B', align: 'right' },
        { title: 'tools A/B', align: 'right' },
        { title: 'failures A/B', align: 'right' },
        { title: 'tokens in', align: 'right' },
        { title: 'out', align: 'right' },
      ],
      shown.map(agentRow),
    ),
    ...(more > 0 ? [`and ${counted(more, 'more agent')}`] : []),
  ]
}

function agentRow({ pathA, pathB, depth, state, how, differences, counts, deltas }: AgentPair): readonly string[] {
  const path = pathA !== null && pathB !== null && pathA !== pathB ? `${pathA} = ${pathB}` : (pathA ?? pathB ?? '')
  const match = how === 'task' || how === 'spawn_order' ? `, matched by ${how.replaceAll('_', ' ')}` : ''
  return [
    `${'  '.repeat(Math.min(depth, 10))}${oneLine(path, LONGEST_PATH)}`,
    `${state.replaceAll('_', ' ').replace('only a', 'only in A').replace('only b', 'only in B')}${match}`,
    differences === 0 ? '' : number(differences),
    both(counts.calls),
    both(counts.tools),
    counts.failures.a + counts.failures.b === 0 ? '' : both(counts.failures),
    signed(deltas, 'input'),
    signed(deltas, 'output'),
  ]
}

function both({ a, b }: Count): string {
  return `${number(a)}/${number(b)}`
}

function signed(deltas: Deltas, name: 'input' | 'output'): string {
  const delta = deltas[name]
  if (delta === null || delta === 0) return ''
  return `${delta > 0 ? '+' : '−'}${number(Math.abs(delta))}`
}
