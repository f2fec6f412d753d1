/** A price table while it is edited: its fields as typed, and what they say once all of them can be read. Pure. */
import type { PriceTable } from '../../../../shared/view-models/prices.ts'

export interface PriceRow {
  /** Of the draft's own, so that rows keep their fields as others go. */
  readonly key: number
  readonly model: string
  readonly input: string
  readonly cachedInput: string
  readonly output: string
}

export interface PriceDraft {
  readonly date: string
  readonly currency: string
  readonly rows: readonly PriceRow[]
}

export type ReadDraft =
  { readonly ok: true; readonly prices: PriceTable | null } | { readonly ok: false; readonly problem: string }

/** `today` and dollars where there is no table yet. */
export function draftOf(prices: PriceTable | null, today: string): PriceDraft {
  if (prices === null) return { date: today, currency: 'USD', rows: [] }
  return {
    date: prices.date,
    currency: prices.currency,
    rows: prices.models.map(({ model, input, cachedInput, output }, key) => ({
      key,
      model,
      input: String(input),
      cachedInput: cachedInput === undefined ? '' : String(cachedInput),
      output: String(output),
    })),
  }
}

export function withRow(draft: PriceDraft): PriceDraft {
  const key = Math.max(-1, ...draft.rows.map((row) => row.key)) + 1
  return { ...draft, rows: [...draft.rows, { key, model: '', input: '', cachedInput: '', output: '' }] }
}

/** No rows: no prices. The first thing that cannot be read is named. */
export function readDraft({ date, currency, rows }: PriceDraft): ReadDraft {
  if (rows.length === 0) return { ok: true, prices: null }
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return { ok: false, problem: 'The prices need the day that they are of.' }
  if (!/^[A-Z]{3}$/.test(currency)) return { ok: false, problem: 'A currency has three letters, such as USD.' }
  const models: PriceTable['models'][number][] = []
  for (const [at, row] of rows.entries()) {
    const model = row.model.trim()
    const name = model === '' ? `Row ${String(at + 1)}` : model
    if (model === '') return { ok: false, problem: `${name} names no model.` }
    if (models.some((other) => other.model === model)) return { ok: false, problem: `${name} is named twice.` }
    const [input, output] = [priceOf(row.input), priceOf(row.output)]
    const cachedInput = row.cachedInput.trim() === '' ? undefined : priceOf(row.cachedInput)
    if (input === undefined || output === undefined || (cachedInput === undefined && row.cachedInput.trim() !== ''))
      return { ok: false, problem: `${name} needs prices from 0 to 1,000,000, with a point before decimals.` }
    models.push({ model, input, output, ...(cachedInput === undefined ? {} : { cachedInput }) })
  }
  return { ok: true, prices: { date, currency, models } }
}

function priceOf(text: string): number | undefined {
  const value = /^\s*\d*\.?\d+\s*$/.test(text) ? Number(text) : NaN
  return value >= 0 && value <= 1_000_000 ? value : undefined
}
