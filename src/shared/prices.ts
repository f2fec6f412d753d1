/** The form of the price table that a person may keep in the settings. */
import { z } from 'zod'
import type { PriceTable } from './view-models/prices.ts'

/** Of a million tokens. */
const price = z.number().min(0).max(1_000_000)

export const priceTable = z
  .strictObject({
    date: z.iso.date().describe('Day that the prices are of, such as 2026-11-23'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('Three letters, such as USD'),
    models: z
      .array(
        z.strictObject({
          model: z.string().min(1).max(200).describe('Model as traces name it'),
          input: price.describe('Price of a million input tokens'),
          cachedInput: price.optional().describe('Price of a million cached input tokens; as other input if left out'),
          output: price.describe('Price of a million output tokens, reasoning included'),
        }),
      )
      .max(500)
      .readonly()
      .refine((models) => new Set(models.map(({ model }) => model)).size === models.length, 'a model is named twice'),
  })
  .readonly() satisfies z.ZodType<PriceTable>
