/** `rolloutlens summary`: what a person wants to know of a run, on one screen. */
import { stateFile } from '../../trace/bundle/layout.ts'
import { buildIndex, noEvents, overview } from '../../trace/query/index.ts'
import type { OutlineThread, Overview, TokenTotals } from '../../shared/view-models/overview.ts'
import { counted, number, severityCounts } from '../counts.ts'
import { exactly, parseWords, type Command } from '../command.ts'
import { verdictLine } from '../diagnostic-line.ts'
import { exitCodes } from '../exit-codes.ts'
import { withOpened } from '../open-bundle-at.ts'
import { oneLine } from '../printable.ts'
import { replayAt } from '../replay-at.ts'
import { tableText } from '../table.ts'

interface Summary extends Omit<Overview, 'revision' | 'complete'> {
  /** Interactions between agents by kind, those that only we derive included. */
  readonly edges: Readonly<Record<string, number>>
}

const SHOWN_AGENTS = 40
const LONGEST_PATH = 48

export const summary: Command = {
  name: 'summary',
  summary: 'tell the facts of a run on one screen',
  help: `usage: rolloutlens summary BUNDLE [--json]

Agents, edges between them, calls, tokens, failures and diagnostics. BUNDLE may be a lone ${stateFile}.

  --json   the same facts as one JSON object
`,
  async run(words, terminal) {
    const { values, positionals } = parseWords(words, { json: { type: 'boolean', default: false } })
    const [path = ''] = exactly(positionals, ['BUNDLE'])
    const facts = await withOpened(path, async (opened) => {
      const { reduction, bundle } = await replayAt(opened, { mode: 'tolerant', enrich: true, indexed: true }, terminal)
      const index = buildIndex(reduction, bundle?.events ?? noEvents, 0)
      const {
        revision: _,
        complete: __,
        ...rest
      } = overview(index, {
        name: opened.source.name,
        complete: true,
        hasEvidence: bundle !== undefined,
        manifestSchemaVersion: bundle?.manifest.schema_version ?? reduction.graph.schema_version,
      })
      const edges: Record<string, number> = {}
      for (const { kind } of index.interactions) edges[kind] = (edges[kind] ?? 0) + 1
      return { ...rest, edges }
    })
    await terminal.out.write(values.json ? `${JSON.stringify(facts, null, 2)}\n` : `${screenOf(facts).join('\n')}\n`)
    return exitCodes.done
  },
}

function screenOf(facts: Summary): readonly string[] {
  const { counts, threads } = facts
  const shown = threads.slice(0, SHOWN_AGENTS)
  const more = threads.length - shown.length
  return [
    oneLine(facts.name, 200),
    ...tableText(
      [
        { title: '', align: 'left' },
        { title: '', align: 'left' },
      ],
      [
        ['run', `${facts.status}, ${durationText(facts.startedAt, facts.endedAt)} from ${timeText(facts.startedAt)}`],
        ['recorded as', recordedAs(facts)],
        [
          'agents',
          `${number(counts.threads)}, ${counted(counts.turns, 'turn')}, ${counted(counts.items, 'conversation item')}`,
        ],
        ['inferences', withFailures(counts.inferenceCalls, counts.failedInferenceCalls)],
        [
          'tool calls',
          `${withFailures(counts.toolCalls, counts.failedToolCalls)}, ${number(counts.terminalOperations)} in terminals`,
        ],
        ['code cells', `${number(counts.codeCells)}, ${counted(counts.compactions, 'compaction')}`],
        ['edges', edgesText(facts.edges)],
        ['tokens', tokensText(facts.tokens)],
        ['verdict', facts.hasEvidence ? verdictLine(facts.verdict) : 'none: a graph without its bundle'],
        ['diagnostics', severityCounts(counts.diagnostics)],
      ],
    ).slice(1),
    '',
    ...tableText(
      [
        { title: 'agent', align: 'left' },
        { title: 'status', align: 'left' },
        { title: 'time', align: 'right' },
        { title: 'inferences', align: 'right' },
        { title: 'tool calls', align: 'right' },
        { title: 'failures', align: 'right' },
        { title: 'tokens in', align: 'right' },
        { title: 'out', align: 'right' },
      ],
      shown.map((thread) => agentRow(thread, facts.endedAt)),
    ),
    ...(more > 0 ? [`and ${counted(more, 'more agent')}`] : []),
  ]
}

function agentRow(thread: OutlineThread, endedAt: number): readonly string[] {
  const { path, depth, status, tokens } = thread
  return [
    `${'  '.repeat(Math.min(depth, 10))}${oneLine(path, LONGEST_PATH)}`,
    status,
    durationText(thread.startedAt, thread.endedAt ?? endedAt),
    number(thread.inferenceCalls),
    number(thread.toolCalls),
    thread.failures === 0 ? '' : number(thread.failures),
    tokens === null ? '' : number(tokens.input),
    tokens === null ? '' : number(tokens.output),
  ]
}

function recordedAs({ manifestSchemaVersion, counts, recordingComplete }: Summary): string {
  const end = recordingComplete === null ? '' : recordingComplete ? ', complete' : ', not complete'
  return `schema ${manifestSchemaVersion}, ${counted(counts.events, 'event')}, ${counted(counts.payloads, 'payload')}${end}`
}

function edgesText(edges: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(edges).map(([kind, count]) => `${number(count)} ${kind.replaceAll('_', ' ')}`)
  return kinds.length === 0 ? 'none' : kinds.join(', ')
}

function tokensText(tokens: TokenTotals | null): string {
  if (tokens === null) return 'not recorded'
  const { input, cached, output, reasoning } = tokens
  return `${number(input)} in (${number(cached)} cached), ${number(output)} out (${number(reasoning)} reasoning)`
}

function withFailures(count: number, failed: number): string {
  return failed === 0 ? number(count) : `${number(count)} (${number(failed)} failed)`
}

/** Times come from the bundle and may be anything. */
function timeText(unixMs: number): string {
  const time = new Date(unixMs)
  return Number.isNaN(time.getTime())
    ? `${unixMs} ms`
    : time
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z/, ' UTC')
}

function durationText(from: number, to: number): string {
  const seconds = (to - from) / 1000
  if (!Number.isFinite(seconds) || seconds < 0) return 'unknown time'
  if (seconds < 120) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 120
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
