/**
 * Tickets of one window: rights to open or list one thing each. The page holds tickets, never paths, so whatever runs in the
 * page reaches no more than a person has pointed at. A ticket may be used again (a host that died, a page that was reloaded);
 * it is worth nothing in another window.
 */
import { randomUUID } from 'node:crypto'

/** Enough for a long session of browsing; the ticket unused for longest is forgotten first. */
const MOST_TICKETS = 20_000

export class TicketBook<Target> {
  // In order of use: a Map iterates as inserted, and a used ticket is inserted anew.
  readonly #targets = new Map<string, Target>()
  readonly #limit: number

  constructor(limit = MOST_TICKETS) {
    this.#limit = limit
  }

  issue(target: Target, ticket: string = randomUUID()): string {
    this.#targets.set(ticket, target)
    for (const oldest of this.#targets.keys()) {
      if (this.#targets.size <= this.#limit) break
      this.#targets.delete(oldest)
    }
    return ticket
  }

  /** Undefined if the ticket was never issued here, or is forgotten. */
  redeem(ticket: string): Target | undefined {
    const target = this.#targets.get(ticket)
    if (target === undefined) return undefined
    this.#targets.delete(ticket)
    this.#targets.set(ticket, target)
    return target
  }
}
