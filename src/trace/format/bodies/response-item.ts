/** The item types of a Responses list whose form is checked as a whole. */
import { z } from 'zod'

export const agentMessage = z.looseObject({
  id: z.string().nullish(),
  author: z.string(),
  recipient: z.string(),
  content: z.array(
    z.discriminatedUnion('type', [
      z.looseObject({ type: z.literal('input_text'), text: z.string() }),
      z.looseObject({ type: z.literal('encrypted_content'), encrypted_content: z.string() }),
    ]),
  ),
})
