/** Finding tool calls by the ids that events give. */
import type { ToolCallId } from '../base/ids.ts'
import type { ToolDraft } from './drafts.ts'
import type { State } from './state.ts'

/** The call that events of this id speak of: the newest one, where tolerant reduction has several. */
export function currentTool(state: State, id: ToolCallId): ToolDraft | undefined {
  return state.tools.get(state.renamedTools.get(id) ?? id)
}
