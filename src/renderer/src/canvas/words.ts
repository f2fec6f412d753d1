/** The words of kinds, as they stand in labels and sentences. */
import type { LaneEdgeKind, SliceKind } from '../../../shared/view-models/lanes.ts'

export function sliceWord(kind: SliceKind): string {
  switch (kind) {
    case 'turn':
      return 'turn'
    case 'inference':
      return 'inference call'
    case 'tool':
      return 'tool call'
    case 'code_cell':
      return 'code cell'
    case 'terminal':
      return 'terminal operation'
    case 'compaction':
      return 'compaction'
    case 'compaction_request':
      return 'compaction request'
  }
}

export function edgeWord(kind: LaneEdgeKind): string {
  switch (kind) {
    case 'spawn_agent':
      return 'spawn'
    case 'assign_agent_task':
      return 'task'
    case 'send_message':
      return 'message'
    case 'agent_result':
      return 'result'
    case 'close_agent':
      return 'close'
  }
}

/** The mark of an edge kind as a character, for menus and tables. */
export function edgeSign(kind: LaneEdgeKind): string {
  switch (kind) {
    case 'spawn_agent':
      return '◆'
    case 'assign_agent_task':
      return '▶'
    case 'send_message':
      return '●'
    case 'agent_result':
      return '◁'
    case 'close_agent':
      return '✕'
  }
}
