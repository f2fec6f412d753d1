import { expect, test } from 'vitest'
import type { SearchHit } from '../../../shared/view-models/search.ts'
import { createNavigation } from '../state/navigation.svelte.ts'
import { leadTo, leadToHit } from './lead.ts'

const hit: Omit<SearchHit, 'ref' | 'place'> = {
  ...{ label: 'x', path: '/root', field: 'payload', before: '', match: 'x', after: '', matches: 1 },
}

test('a terminal operation is selected in the Terminals view', () => {
  const navigation = createNavigation('agents')
  leadToHit(navigation, { ...hit, ref: { kind: 'terminal_operation', id: 'op' }, place: null })
  expect([navigation.view, navigation.selected]).toEqual(['terminals', { kind: 'terminal_operation', id: 'op' }])
})

test('a place in a payload is opened at its byte, beside the object it belongs to', () => {
  const navigation = createNavigation('events')
  const place = { in: 'payload', payloadId: 'p:1', offset: 9, length: 3 } as const
  leadToHit(navigation, { ...hit, ref: { kind: 'code_cell', id: 'cell' }, place })
  expect([navigation.view, navigation.selected]).toEqual(['code-cells', { kind: 'code_cell', id: 'cell' }])
  expect(navigation.evidence).toEqual({ ref: { kind: 'raw_payload', id: 'p:1' }, place: { offset: 9, length: 3 } })
})

test('a payload that belongs to nothing leaves the view as it is', () => {
  const navigation = createNavigation('usage')
  leadTo(navigation, { kind: 'raw_payload', id: 'p:1' })
  expect([navigation.view, navigation.evidence?.ref.id]).toEqual(['usage', 'p:1'])
})
