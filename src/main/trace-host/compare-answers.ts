/** Answers the calls over two sessions: each is one query of the comparison. What it does not know is refused with `unknown_object`. */
import { comparedContext } from '../../trace/query/compare/context.ts'
import { counterpart } from '../../trace/query/compare/counterpart.ts'
import { pairDetail } from '../../trace/query/compare/detail.ts'
import { comparedLanes } from '../../trace/query/compare/lanes.ts'
import { comparisonOutline } from '../../trace/query/compare/outline.ts'
import { reportHtml } from '../../trace/query/compare/report-html.ts'
import { reportMarkdown } from '../../trace/query/compare/report-markdown.ts'
import { reportOf } from '../../trace/query/compare/report.ts'
import { comparedConversation } from '../../trace/query/compare/rows.ts'
import type { CompareAnswers } from './answer.ts'
import { CallRefusal } from './call-failure.ts'
import { comparisonOf } from './comparisons.ts'
import { payloadReader } from './payload-reader.ts'

export const compareAnswers: CompareAnswers = {
  'compare/outline': async (a, b, request) => comparisonOutline(await comparisonOf(a, b, request)),
  'compare/conversation': async (a, b, request) =>
    known(comparedConversation(await comparisonOf(a, b, request), request), `agent ${String(request.agent)}`),
  'compare/counterpart': async (a, b, request) => counterpart(await comparisonOf(a, b, request), request),
  'compare/detail': async (a, b, request) => known(pairDetail(await comparisonOf(a, b, request), request), 'pair'),
  'compare/context': async (a, b, request) => {
    const readers = { a: payloadReader(a), b: payloadReader(b) }
    return known(await comparedContext(await comparisonOf(a, b, request), readers, request), 'pair of calls')
  },
  'compare/lanes': async (a, b, request) => comparedLanes(await comparisonOf(a, b, request), request),
  'compare/report': async (a, b, request) => {
    const report = reportOf(await comparisonOf(a, b, request))
    return request.form === 'html' ? reportHtml(report) : reportMarkdown(report)
  },
}

function known<T>(found: T | undefined, what: string): T {
  if (found !== undefined) return found
  throw new CallRefusal({ code: 'unknown_object', message: `there is no such ${what} in this comparison` })
}
