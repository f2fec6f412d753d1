/**
 * The two facts a comparison opens with, never mixed: the earliest difference of input and the earliest difference of
 * output. Earliest is by causal rank, then by the agent's place in the merged tree, then by call; never by wall time.
 */
import { unreachable } from '../../base/assert.ts'
import type {
  AgentPair,
  CallPair,
  InputDifference,
  InputDivergence,
  OutputDivergence,
  Side,
} from '../../../shared/view-models/compare.ts'

export interface Divergences {
  readonly firstInput: InputDivergence | null
  readonly firstOutput: OutputDivergence | null
}

interface Place {
  readonly agent: number
  readonly call: number
  readonly pair: CallPair
}

export function findDivergences(agents: readonly AgentPair[], unfinished: readonly Side[]): Divergences {
  const places = causalPlaces(agents)
  const output = places.find((place) => divergesInOutput(agents, place, unfinished))
  return {
    firstInput: firstInput(agents, places),
    firstOutput:
      output === undefined
        ? null
        : {
            agent: output.agent,
            call: output.call,
            input: output.pair.input,
            inputDifference: output.pair.inputDifference,
            text: `first output difference at ${placeText(agents, output)} (${equalityText(output.pair)})`,
          },
  }
}

function firstInput(agents: readonly AgentPair[], places: readonly Place[]): InputDivergence | null {
  for (const place of places) {
    const difference = place.pair.inputDifference
    if (difference === null || place.pair.a === null || place.pair.b === null) continue
    const text = `first input difference at ${placeText(agents, place)}: ${differenceText(difference)}`
    return { agent: place.agent, call: place.call, difference, text }
  }
  return null
}

function placeText(agents: readonly AgentPair[], place: Place): string {
  return `${ordinalText(place.pair)} of ${nameOf(agents[place.agent])}`
}

/** All calls of all agents, earliest first. */
function causalPlaces(agents: readonly AgentPair[]): Place[] {
  const places = agents.flatMap(({ calls }, agent) => calls.map((pair, call) => ({ agent, call, pair })))
  return places.sort(
    (left, right) => left.pair.rank - right.pair.rank || left.agent - right.agent || left.call - right.call,
  )
}

/**
 * A call differs in output if both sides answered differently, or if one side made a call in the middle of a turn that both
 * had. What follows the end of the other side, or a turn or agent that only one side has, is no decision of a model.
 */
function divergesInOutput(agents: readonly AgentPair[], place: Place, unfinished: readonly Side[]): boolean {
  const agent = agents[place.agent]
  const { pair } = place
  if (agent === undefined || agent.a === null || agent.b === null) return false
  if (pair.a !== null && pair.b !== null) return pair.output === 'different'
  const turn = agent.turns[pair.turn]
  if (turn === undefined || turn.a === null || turn.b === null) return false
  const missing: Side = pair.a === null ? 'a' : 'b'
  const later = agent.calls.slice(place.call + 1).some((next) => next[missing] !== null)
  return later || !unfinished.includes(missing)
}

export function nameOf(agent: Pick<AgentPair, 'pathA' | 'pathB'> | undefined): string {
  if (agent === undefined) return 'unknown agent'
  const { pathA, pathB } = agent
  if (pathA !== null && pathB !== null && pathA !== pathB) return [pathA, pathB].sort().join(' / ')
  return pathA ?? pathB ?? 'unknown agent'
}

/** The same whichever side comes first. */
export function ordinalText(pair: CallPair): string {
  const { ordinalA, ordinalB } = pair
  if (ordinalA === ordinalB || ordinalA === 0 || ordinalB === 0) return `call ${String(Math.max(ordinalA, ordinalB))}`
  return `calls ${String(ordinalA)} and ${String(ordinalB)}`
}

function equalityText(pair: CallPair): string {
  switch (pair.input) {
    case 'identical':
      return 'the input is identical'
    case 'normalised':
      return 'the input is equal apart from ids and times'
    case 'different':
      return pair.inputDifference === null
        ? 'the input differs'
        : `the input differs: ${differenceText(pair.inputDifference)}`
    case 'unknown':
      return 'the input cannot be compared'
    default:
      return unreachable(pair.input)
  }
}

export function differenceText(difference: InputDifference): string {
  switch (difference.what) {
    case 'instructions':
      return 'the instructions'
    case 'tools':
      return 'the set of tools'
    case 'user_message':
      return 'a user message'
    case 'developer_message':
      return 'a developer message'
    case 'agent_message':
      return 'a message from another agent'
    case 'tool_result':
      return 'the result of a tool'
    case 'own_output':
      return 'its own earlier answer'
    case 'compaction':
      return 'a compaction'
    default:
      return unreachable(difference)
  }
}
