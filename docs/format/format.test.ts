/** The tables of these pages and the code that reads the format say the same. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rawPayloadKinds } from '../../src/trace/base/payload-kinds.ts'
import { envelope } from '../../src/trace/format/envelope.ts'
import { rawEventSchemas } from '../../src/trace/format/events/index.ts'
import { toolKind } from '../../src/trace/format/events/tool-call.ts'
import { manifest } from '../../src/trace/format/manifest.ts'
import { codeCellStatus, executionStatus, rolloutStatus } from '../../src/trace/format/primitives.ts'
import { conformanceCases, samples } from '../../src/trace/testkit/fixtures.ts'
import { anchorOf, codeWords, readDocument, section, sections, tableRows } from '../testkit/markdown.ts'

const bundle = readDocument('docs/format/bundle.md')
const events = readDocument('docs/format/raw-events.md')
const graph = readDocument('docs/format/graph.md')

/** Names in the first column of the table of fields; `?` at the end says that a field may be absent. */
function documentedFields(text: string): readonly string[] {
  return tableRows(text, 'field').map(([name = '']) => name.replaceAll('`', ''))
}

/** The same for a schema. Checked by trying: what accepts `undefined` may be absent. */
function schemaFields(shape: Readonly<Record<string, z.ZodType>>): readonly string[] {
  return Object.entries(shape).map(([name, field]) => (field.safeParse(undefined).success ? `${name}?` : name))
}

describe('bundle.md', () => {
  it.each([
    ['2. manifest.json', manifest],
    ['3. trace.jsonl', envelope],
  ])('%s lists the fields of the schema, in its order', (title, schema) => {
    expect(documentedFields(section(bundle, title))).toEqual(schemaFields(schema.shape))
  })

  it('lists every kind of payload', () => {
    const [, kinds = ''] = section(bundle, '3.1 Payload references').split('`kind.type` is one of ')
    expect(codeWords(kinds.split('. ')[0] ?? '').toSorted()).toEqual(rawPayloadKinds.toSorted())
  })
})

describe('raw-events.md', () => {
  const described = sections(events).filter(({ title }) => Object.hasOwn(rawEventSchemas, title))

  it('describes every event and no other', () => {
    const titles = sections(events).map(({ title }) => title)
    expect(titles.filter((title) => /^[a-z_]+$/.test(title)).toSorted()).toEqual(
      Object.keys(rawEventSchemas).toSorted(),
    )
  })

  it.each(described)('$title has the fields of the schema', ({ title, text }) => {
    const schema = Object.entries(rawEventSchemas).find(([type]) => type === title)?.[1]
    expect(documentedFields(text).toSorted()).toEqual(schemaFields(schema?.shape ?? {}).toSorted())
  })

  it.each([
    ['Rollout status', rolloutStatus.options],
    ['Execution status', executionStatus.options],
    ['Cell status', codeCellStatus.options],
  ])('%s has the values of the schema', (name, values) => {
    const paragraph = section(events, 'Shared types')
      .split('\n\n')
      .find((text) => text.startsWith(`**${name}**`))
    expect(codeWords(paragraph ?? '')).toEqual(values)
  })

  it('lists every tool kind', () => {
    const documented = tableRows(section(events, 'Shared types'), 'kind').flatMap(([kind = '']) => codeWords(kind))
    const types = toolKind.options.flatMap(({ shape: { type } }) =>
      'options' in type ? type.options : [...type.values],
    )
    expect([...documented, 'mcp'].toSorted()).toEqual(types.toSorted())
  })
})

/** Heading of the table for each map of the graph, and for what objects share. */
const headings = new Map([
  ['threads', '2. Thread'],
  ['codex_turns', '3. Turn'],
  ['conversation_items', '4. Conversation item'],
  ['inference_calls', '5. Inference call'],
  ['tool_calls', '6. Tool call'],
  ['code_cells', '7. Code cell'],
  ['terminal_sessions', '8. Terminal session'],
  ['terminal_operations', '9. Terminal operation'],
  ['compactions', '10. Compaction'],
  ['compaction_requests', '11. Compaction request'],
  ['interaction_edges', '12. Interaction edge'],
])

const record = z.record(z.string(), z.unknown())

describe('graph.md', () => {
  const states = [
    ...conformanceCases((name) => /^s[12]-/.test(name)),
    ...samples('0.164.0'),
    ...samples('0.169.0'),
  ].flatMap(({ answer }) => (answer.result === 'state' ? [record.parse(JSON.parse(answer.state))] : []))

  it.each([
    ['1. Top level', states],
    ...[...headings].map(([map, title]): [string, readonly Record<string, unknown>[]] => [
      title,
      states.flatMap((state) => Object.values(z.record(z.string(), record).parse(state[map]))),
    ]),
    [
      'Execution window',
      states.flatMap((state) =>
        Object.values(z.record(z.string(), z.object({ execution: record })).parse(state['threads'])).map(
          ({ execution }) => execution,
        ),
      ),
    ],
  ])('%s lists the members that the reference writes', (title, objects) => {
    expect(objects.length).toBeGreaterThan(0)
    const counts = new Map<string, number>()
    for (const name of objects.flatMap((object) => Object.keys(object))) counts.set(name, (counts.get(name) ?? 0) + 1)
    const written = [...counts].map(([name, count]) => (count < objects.length ? `${name}?` : name))
    expect(documentedFields(section(graph, title)).toSorted()).toEqual(written.toSorted())
  })
})

describe('differences.md', () => {
  it('explains every enrichment under the reason that derived edges carry', () => {
    const reasons = [...readDocument('src/trace/reduce/enrich.ts').matchAll(/\breason: '([^']+)'/g)].map(
      ([, reason]) => reason,
    )
    const anchors = sections(readDocument('docs/format/differences.md')).map(({ title }) => anchorOf(title))
    expect(reasons.length).toBeGreaterThan(0)
    expect(anchors).toEqual(expect.arrayContaining(reasons))
  })
})
