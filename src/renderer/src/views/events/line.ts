/** One row of the Events view. */
import type { EventRows } from '../../../../shared/view-models/events.ts'

export type EventLine = EventRows['rows'][number]
