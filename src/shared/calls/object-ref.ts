import { z } from 'zod'
import { objectKinds } from '../../trace/model/object-ref.ts'

/** As `ObjectRef` of the model. */
export const objectRef = z.strictObject({ kind: z.enum(objectKinds), id: z.string().max(4000) })
