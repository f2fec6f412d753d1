/** Cells of model-written JavaScript. */
import { z } from 'zod'
import type { ModelVisibleCallId, RuntimeCellId } from '../../base/ids.ts'
import { payloadRef } from '../payload-ref.ts'
import { codeCellStatus, id } from '../primitives.ts'

const response = z.looseObject({
  runtime_cell_id: id<RuntimeCellId>(),
  status: codeCellStatus,
  response_payload: payloadRef.nullish(),
})

export const codeCellEvents = {
  code_cell_started: z.looseObject({
    runtime_cell_id: id<RuntimeCellId>(),
    model_visible_call_id: id<ModelVisibleCallId>(),
    source_js: z.string(),
  }),
  code_cell_initial_response: response,
  code_cell_ended: response,
}
