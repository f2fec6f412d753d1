/** What tokens cost as a person noted it, and what a trace cost by that. No prices are shipped. */

export interface ModelPrice {
  /** As a trace names it. */
  readonly model: string
  /** Of a million tokens each. */
  readonly input: number
  /** Of input that the provider had cached; left out, it costs as much as other input. */
  readonly cachedInput?: number | undefined
  /** Reasoning included. */
  readonly output: number
}

export interface PriceTable {
  /** The day the prices are of, `2026-11-23`. */
  readonly date: string
  /** Three letters, such as USD. */
  readonly currency: string
  /** Each model once. */
  readonly models: readonly ModelPrice[]
}

/** Always an estimate: tokens as reported, times the prices of the table. */
export interface CostEstimate {
  /** In the table's currency. */
  readonly amount: number
  /** Inference calls that it is the sum of. */
  readonly calls: number
}
