/**
 * Comparisons of the sessions of one window, each made once per pair of revisions and options. What is no longer asked for is
 * forgotten with the graphs it was made from.
 */
import { payloadTextOf } from '../../trace/bundle/payload-text.ts'
import { compareIndexed, type Compared } from '../../trace/query/compare/compared.ts'
import { noTexts, readComparedTexts, type ComparedTexts } from '../../trace/query/compare/texts.ts'
import type { TraceIndex } from '../../trace/query/index.ts'
import type { CompareOptions } from '../../shared/view-models/compare.ts'
import type { TraceSession } from './trace-session.ts'

const texts = new WeakMap<TraceIndex, Promise<ComparedTexts>>()
const made = new WeakMap<TraceIndex, WeakMap<TraceIndex, Map<boolean, Promise<Compared>>>>()

/** Of the newest graphs of both. Throws what the sources throw for files that the graph itself does not explain. */
export function comparisonOf(a: TraceSession, b: TraceSession, { ignoreReasoning }: CompareOptions): Promise<Compared> {
  const [indexA, indexB] = [a.index, b.index]
  const ofA = made.get(indexA) ?? new WeakMap<TraceIndex, Map<boolean, Promise<Compared>>>()
  made.set(indexA, ofA)
  const ofBoth = ofA.get(indexB) ?? new Map<boolean, Promise<Compared>>()
  ofA.set(indexB, ofBoth)
  const known = ofBoth.get(ignoreReasoning)
  if (known !== undefined) return known
  const compared = compare(a, indexA, b, indexB, { ignoreReasoning })
  ofBoth.set(ignoreReasoning, compared)
  compared.catch(() => ofBoth.delete(ignoreReasoning))
  return compared
}

async function compare(
  a: TraceSession,
  indexA: TraceIndex,
  b: TraceSession,
  indexB: TraceIndex,
  options: CompareOptions,
): Promise<Compared> {
  const [textsA, textsB] = [await textsOf(a, indexA), await textsOf(b, indexB)]
  const traceA = { name: a.facts.name, index: indexA, texts: textsA }
  return compareIndexed(traceA, { name: b.facts.name, index: indexB, texts: textsB }, options)
}

function textsOf({ facts, source }: TraceSession, index: TraceIndex): Promise<ComparedTexts> {
  if (!facts.hasEvidence) return Promise.resolve(noTexts)
  const known = texts.get(index)
  if (known !== undefined) return known
  const reading = readComparedTexts(index.graph, payloadTextOf(source, index.graph))
  texts.set(index, reading)
  reading.catch(() => texts.delete(index))
  return reading
}
