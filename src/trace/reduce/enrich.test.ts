/** What the reference loses. The recorded bundles are those of which the headings in differences.md speak. */
import { describe, expect, it } from 'vitest'
import { openBundle } from '../bundle/open-bundle.ts'
import { fixture, sourceOf } from '../testkit/fixtures.ts'
import { printReduction } from '../testkit/print-graph.ts'
import { reduceDrawn } from '../testkit/reduce-drawn.ts'

async function derivedOf(name: string): Promise<string[]> {
  const bundle = await openBundle(sourceOf(fixture(name)))
  const text = printReduction(await bundle.replay({ mode: 'tolerant' }))
  return text.split('\n').filter((line) => line.startsWith('derived '))
}

describe('deliveries', () => {
  it.each(['0.164.0', '0.169.0'])('sent from code cells reach the items that show them: %s', async (release) => {
    const lines = await derivedOf(`recorded/${release}/code_agents_nested`)
    expect(lines.map((line) => line.replace(/exec-\S+/, 'TOOL').replace(/\d+$/, 'ITEM'))).toEqual([
      'derived send_message TOOL -> ITEM',
      'derived assign_agent_task TOOL -> ITEM',
    ])
  })

  it('that nobody saw end at the thread', async () => {
    const [edge, ...others] = await derivedOf('samples/0.169.0/showcase')
    expect(edge).toMatch(/^derived send_message \S+ -> \S+ unseen$/)
    expect(others).toEqual([])
  })
})

it('finds the terminal output of releases before 0.162', async () => {
  const lines = await derivedOf('recorded/0.158.0/terminal_session')
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.every((line) => /^derived terminal_operation:\d+ "/.test(line))).toBe(true)
})

it('finds tool calls that started before their response was recorded', async () => {
  const lines = await reduceDrawn(`
    inference_started inference_call_id=i1 thread_id=root codex_turn_id=t1 model=m provider_name=p request_payload=items(user hi)
    [root t1] tool_call_started tool_call_id=c1 model_visible_call_id=c1 requester={"type":"model"} kind={"type":"web"} summary={"type":"generic","label":"x"}
    inference_completed inference_call_id=i1 response_payload=items(call c1 {})
  `)
  expect(lines).toContain('derived i1 started c1')
})
