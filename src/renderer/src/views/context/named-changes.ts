/** The named parts of a request as the rows of one list: its tools, its other members. Pure. */
import type { Change, ContextParameter, ContextTool } from '../../../../shared/view-models/context.ts'
import { formatBytes } from '../../format/numbers.ts'

export interface NamedChange {
  readonly change: Change
  readonly name: string
  readonly text: string
  readonly note: string
  readonly tip: string
}

/** Of a long text the tip shows so much. */
const TIP = 600

export function toolChanges(tools: readonly ContextTool[]): readonly NamedChange[] {
  return tools.map(({ change, name, description, bytes, type, pointer }) => ({
    change,
    name,
    text: description,
    note: formatBytes(bytes),
    tip: `${type} ${pointer}`,
  }))
}

export function parameterChanges(parameters: readonly ContextParameter[]): readonly NamedChange[] {
  return parameters.map(({ change, name, text, cut }) => ({
    change,
    name,
    text,
    note: cut ? 'cut' : '',
    tip: text.slice(0, TIP),
  }))
}
