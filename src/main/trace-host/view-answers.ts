/** Answers the calls of the views: each is one query of the library. What it does not know is refused with `unknown_object`. */
import { as } from '../../trace/base/ids.ts'
import {
  codeCell,
  codeCells,
  compaction,
  compactions,
  context,
  conversation,
  conversationPlace,
  edgeEnds,
  findInItems,
  itemImage,
  objectPlace,
  searchStart,
  searchStep,
  terminal,
  terminals,
  topology,
  usage,
} from '../../trace/query/index.ts'
import type { ContextWindow } from '../../trace/query/index.ts'
import type { Answers } from './answer.ts'
import { CallRefusal } from './call-failure.ts'
import type { documentAnswers } from './document-answers.ts'
import { payloadReader } from './payload-reader.ts'

type ViewAnswers = Omit<
  Answers,
  | 'trace/overview'
  | 'trace/lanes'
  | 'trace/object'
  | 'trace/events'
  | 'trace/event'
  | 'trace/event-row'
  | 'trace/diagnostics'
  | 'payload/stat'
  | keyof typeof documentAnswers
>

export const viewAnswers: ViewAnswers = {
  'trace/conversation': (session, { threadId, from, limit, range }) =>
    conversation(session.index, payloadReader(session), { threadId: as(threadId), from, limit, range }),
  'trace/conversation-place': ({ index }, { ref, range }) => conversationPlace(index, ref, range) ?? null,
  'trace/image': async (session, { itemId: id, part }) =>
    known(await itemImage(session.index, payloadReader(session), as(id), part), 'image in the item', id),
  'trace/context': async (session, { inferenceCallId: id, from, limit, range }) => {
    const window: ContextWindow = { inferenceCallId: as(id), from, limit, range }
    return known(await context(session.index, payloadReader(session), window), 'inference call', id)
  },
  'trace/find': async (session, { scope, ...request }) => {
    const step = await findInItems(session.index, payloadReader(session), { scope, ...request })
    return known(step, 'inference call', scope.in === 'context' ? scope.inferenceCallId : '')
  },
  'trace/terminals': ({ index }) => terminals(index),
  'trace/terminal': ({ index }, { ref, from }) => known(terminal(index, ref, from), 'terminal', ref.id),
  'trace/code-cells': ({ index }) => codeCells(index),
  'trace/code-cell': async (session, { codeCellId: id }) =>
    known(await codeCell(session.index, payloadReader(session), as(id)), 'code cell', id),
  'trace/compactions': ({ index }) => compactions(index),
  'trace/compaction': ({ index }, { compactionId: id }) => known(compaction(index, as(id)), 'compaction', id),
  'trace/usage': ({ index }, { range, prices }) => usage(index, range ?? null, prices ?? null),
  'trace/topology': ({ index }) => topology(index),
  'trace/edge': async (session, { edgeId: id }) =>
    known(await edgeEnds(session.index, payloadReader(session), as(id)), 'interaction edge', id),
  'trace/place': ({ index }, { ref, range }) => objectPlace(index, ref, range),
  'trace/search': (session, { query, cursor }) =>
    searchStep(session.index, payloadReader(session), query, cursor ?? searchStart),
}

function known<T>(found: T | undefined, what: string, id: string): T {
  if (found !== undefined) return found
  throw new CallRefusal({
    code: 'unknown_object',
    message: `there is no ${what} ${JSON.stringify(id)} in this trace`,
  })
}
