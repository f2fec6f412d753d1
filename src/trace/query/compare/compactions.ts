/** Compactions of one agent pair, in order; they are the same if what they left in the history is the same. */
import type { Compaction } from '../../model/graph.ts'
import type { CompactionPair } from '../../../shared/view-models/compare.ts'
import type { AgentMatch } from './agents.ts'
import type { Interner } from './fingerprint.ts'
import { pairLists, type Keyed } from './pairs.ts'
import type { CompareSide } from './side.ts'

export function pairCompactions(
  a: CompareSide,
  b: CompareSide,
  match: AgentMatch,
  interner: Interner,
): CompactionPair[] {
  const keyed = (side: CompareSide, list: readonly Compaction[] = []): Keyed<Compaction>[] =>
    list.map((value) => {
      const left = value.replacement_item_ids.map((id) => side.prints.get(id)?.normal ?? -1)
      return { value, content: interner.idOf(`compaction:${left.join(',')}`), shape: 0 }
    })
  const pairs = pairLists(keyed(a, match.a?.compactions), keyed(b, match.b?.compactions), a.first).pairs
  return pairs.map((pair) => ({
    a: pair.a?.compaction_id ?? null,
    b: pair.b?.compaction_id ?? null,
    how: pair.how,
    sure: pair.sure,
    state: pair.a === undefined ? 'only_b' : pair.b === undefined ? 'only_a' : pair.equal ? 'same' : 'changed',
  }))
}
