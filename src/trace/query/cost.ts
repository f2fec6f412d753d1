/** What inference calls cost by a person's own price table. Estimates, and none where the table has no price. */
import type { InferenceCall } from '../model/graph.ts'
import type { CostEstimate, ModelPrice, PriceTable } from '../../shared/view-models/prices.ts'

const MILLION = 1_000_000

export interface Pricing {
  readonly table: PriceTable
  /** Undefined if the call reported no usage or its model has no price. */
  costOf(call: InferenceCall): number | undefined
  /** Null if no call has a cost. */
  sumOf(calls: readonly InferenceCall[]): CostEstimate | null
}

export function createPricing(table: PriceTable): Pricing {
  const prices = new Map(table.models.map((price) => [price.model, price]))

  function costOf({ model, usage }: InferenceCall): number | undefined {
    const price = prices.get(model)
    return price === undefined || usage === null ? undefined : costBy(price, usage)
  }

  return {
    table,
    costOf,
    sumOf(calls) {
      const costs = calls.flatMap((call) => costOf(call) ?? [])
      if (costs.length === 0) return null
      return { amount: costs.reduce((sum, cost) => sum + cost, 0), calls: costs.length }
    },
  }
}

/** `input_tokens` counts cached input too, `output_tokens` reasoning. */
function costBy(price: ModelPrice, usage: NonNullable<InferenceCall['usage']>): number {
  const input = Math.max(0, usage.input_tokens)
  const cached = Math.min(input, Math.max(0, usage.cached_input_tokens))
  const output = Math.max(0, usage.output_tokens)
  return (
    ((input - cached) * price.input + cached * (price.cachedInput ?? price.input) + output * price.output) / MILLION
  )
}

/** Of two groups of calls together. */
export function addCosts(a: CostEstimate | null, b: CostEstimate | null): CostEstimate | null {
  if (a === null || b === null) return a ?? b
  return { amount: a.amount + b.amount, calls: a.calls + b.calls }
}
