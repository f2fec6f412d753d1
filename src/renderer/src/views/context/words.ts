/** The sentences of the Context view. Pure. */
import type {
  CallUsage,
  CallWalk,
  Context,
  ContextCategory,
  SharedPrefix,
} from '../../../../shared/view-models/context.ts'
import { formatCount, formatNoun, formatShare, formatTokens } from '../../format/numbers.ts'

export const categoryWords: Readonly<Record<ContextCategory, string>> = {
  instructions: 'Instructions',
  tools: 'Tools',
  history: 'History',
  agent_messages: 'Agent messages',
  tool_outputs: 'Tool outputs',
}

/** How far the request goes on where the previous one ended. */
export function prefixWords({ brokeAt, items, itemsBySaying }: SharedPrefix, previous: CallUsage): string {
  const before = `inference ${formatCount(previous.ordinal)}`
  const same = itemsBySaying === 0 ? '' : `, ${formatCount(itemsBySaying)} more say the same under other ids`
  switch (brokeAt) {
    case null:
      return `All of ${before} is repeated: ${formatNoun(items, 'item')}${same}.`
    case 'tools':
      return `The tools differ from ${before}: nothing after them can come from the cache.`
    case 'instructions':
      return `The base instructions differ from ${before}: no item can come from the cache.`
    case 'item':
      return `Shared with ${before}: the first ${formatNoun(items, 'item')}${same}; then they part.`
  }
}

/** How many of the agent's calls lie in the range, and whether the shown one does; empty where nothing is left out. */
export function walkWords({ calls, callsOfThread, holdsThis }: CallWalk): string {
  if (calls === callsOfThread) return ''
  return ` · ${formatCount(calls)} in range${holdsThis ? '' : ', not this one'}`
}

export interface CacheFigures {
  /** Input tokens, as the provider counted them; null where it did not. */
  readonly input: number | null
  readonly cached: number | null
  /** Estimated; null without a previous call. */
  readonly shared: number | null
}

export function cacheFigures({ call, prefix }: Pick<Context, 'call' | 'prefix'>): CacheFigures {
  return {
    input: call.usage?.input_tokens ?? null,
    cached: call.usage?.cached_input_tokens ?? null,
    shared: prefix?.tokens ?? null,
  }
}

/** What of the input came from the provider's cache. */
export function cacheWords({ input, cached }: CacheFigures): string {
  if (input === null || cached === null) return 'The provider reported no token counts.'
  const share = input === 0 ? '' : ` (${formatShare(cached / input)})`
  return `${formatTokens(cached)} of ${formatTokens(input)} input tokens came from the provider’s cache${share}.`
}

/** Why a request payload could not be read. */
export function problemWords(problem: 'missing' | 'too_large' | 'not_json'): string {
  switch (problem) {
    case 'missing':
      return 'The request payload is missing: tools, parameters and instructions are not known, sizes are estimated from the graph.'
    case 'too_large':
      return 'The request payload is too large to be read as a whole: tools, parameters and instructions are not known.'
    case 'not_json':
      return 'The request payload is not JSON: tools, parameters and instructions are not known.'
  }
}
