/** Calls over two opened traces of one window: `session` is A, `other` is B. Every answer is of the newest graphs of both. */
import { z } from 'zod'
import { session } from './app.ts'
import { call } from './call.ts'
import { objectRef } from './object-ref.ts'
import type { ComparedConversation, ComparisonOutline, Counterpart, PairDetail } from '../view-models/compare.ts'
import type { ComparedLanes } from '../view-models/compared-lanes.ts'

const nat = z.int().min(0)
const sides = { session, other: session, ignoreReasoning: z.boolean() }

export const compareCalls = {
  'compare/outline': call<ComparisonOutline>()(z.strictObject(sides)),
  /** Rows of one agent's transcripts side by side, at most `limit`. `agent` is an index into the outline's agents. */
  'compare/conversation': call<ComparedConversation>()(
    z.strictObject({ ...sides, agent: nat, onlyDifferences: z.boolean(), from: nat, limit: nat.max(500) }),
  ),
  /** What stands opposite an object of one side. */
  'compare/counterpart': call<Counterpart>()(
    z.strictObject({ ...sides, side: z.enum(['a', 'b']), ref: objectRef, onlyDifferences: z.boolean() }),
  ),
  /** One pair, or what only one side has, in every detail. */
  'compare/detail': call<PairDetail>()(z.strictObject({ ...sides, a: objectRef.nullable(), b: objectRef.nullable() })),
  /** What the inference calls were sent that two objects belong to: a call itself, or the one that answered or first saw an item. */
  'compare/context': call<PairDetail>()(z.strictObject({ ...sides, a: objectRef.nullable(), b: objectRef.nullable() })),
  /** The lanes of both sides in one order and on one sequence of steps. `agent`: of this one only; null for all. */
  'compare/lanes': call<ComparedLanes>()(
    z.strictObject({ ...sides, onlyDifferences: z.boolean(), agent: nat.nullable() }),
  ),
  /** The whole comparison as one document: HTML without scripts, or Markdown. */
  'compare/report': call<string>()(z.strictObject({ ...sides, form: z.enum(['html', 'markdown']) })),
}
