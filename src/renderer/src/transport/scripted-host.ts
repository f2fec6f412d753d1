/** A host whose answers are given by hand, for tests of state that follows calls and events. */
import { flushSync } from 'svelte'
import type { EventMessage } from '../../../shared/bridge.ts'
import type { CallName } from '../../../shared/call-names.ts'
import type { Reply } from '../../../shared/events.ts'
import { createClient, type Client, type Link } from './client.ts'

export interface ScriptedHost {
  readonly client: Client
  tell(message: EventMessage): void
  /** Waits until it is asked. */
  answer(name: CallName, value: unknown): Promise<void>
}

export function scriptedHost(): ScriptedHost {
  const asked = new Map<CallName, (reply: Reply<never>) => void>()
  let listener: (message: EventMessage) => void = () => undefined
  const link: Link = {
    invoke: (name) => new Promise<Reply<never>>((resolve) => asked.set(name, resolve)),
    cancel: () => undefined,
    on(heard) {
      listener = heard
      return () => undefined
    },
  }
  return {
    client: createClient(link),
    tell(message: EventMessage): void {
      listener(message)
      flushSync()
    },
    async answer(name: CallName, value: unknown): Promise<void> {
      const reply: unknown = { ok: true, value }
      while (!asked.has(name)) await new Promise((resolve) => setTimeout(resolve))
      if (isReply(reply)) asked.get(name)?.(reply)
      asked.delete(name)
    },
  }
}

function isReply(value: unknown): value is Reply<never> {
  return typeof value === 'object' && value !== null
}
