/**
 * What a window showed of a bundle, kept in the app's own data for when the same bundle is opened again; never in the bundle.
 * By the identity that the manifest gives it. Parts belong to whoever named them, who also checks what comes back: it may be
 * of an older version, or anything. Bounded: the bundles opened last, and what is small enough.
 */
import type { ObjectKind, ObjectRef } from '../../../trace/model/object-ref.ts'
import { kindWords } from '../ui/kinds.ts'
import type { TraceRange } from './time-range.ts'
import type { Store } from './storage.ts'

/** One owner's part. */
export interface KeptPart {
  /** As it was kept last; undefined if nothing was. */
  readonly value: unknown
  /** Says what is to be kept from now on; it is asked when it is written down. The function that it gives ends this, and asks a last time. */
  provide(make: () => unknown): () => void
}

export interface Kept {
  part(name: string): KeptPart
  /** Asks all owners and writes down what they say. */
  flush(): void
}

const KEY = 'rolloutlens.bundles'
const MOST_BUNDLES = 40
/** Code units of one bundle's parts. */
const MOST_LENGTH = 16_384

type Parts = Readonly<Record<string, unknown>>

/** `identity` is first asked when the first part is. */
export function createKept(store: Store, identity: () => string): Kept {
  const makers = new Map<string, () => unknown>()
  let parts: Parts | undefined
  /** An owner ended since the last time. */
  let changed = false

  function load(): Parts {
    parts ??= readAll(store).find(([of]) => of === identity())?.[1] ?? {}
    return parts
  }

  return {
    part: (name) => ({
      get value() {
        return load()[name]
      },
      provide(make) {
        makers.set(name, make)
        return () => {
          if (makers.get(name) !== make) return
          parts = { ...load(), [name]: make() }
          makers.delete(name)
          changed = true
        }
      },
    }),
    flush() {
      if (makers.size === 0 && !changed) return
      changed = false
      parts = { ...load(), ...Object.fromEntries(Array.from(makers, ([name, make]) => [name, make()])) }
      if (JSON.stringify(parts).length > MOST_LENGTH) return
      // Another window may have written meanwhile.
      const others = readAll(store).filter(([of]) => of !== identity())
      writeAll(store, [[identity(), parts] as const, ...others].slice(0, MOST_BUNDLES))
    },
  }
}

function readAll(store: Store): readonly (readonly [identity: string, parts: Parts])[] {
  try {
    const all: unknown = JSON.parse(store.getItem(KEY) ?? '[]')
    return listed(all).flatMap((entry) => {
      const [identity, parts]: readonly unknown[] = listed(entry)
      return typeof identity === 'string' && isRecord(parts) ? [[identity, parts] as const] : []
    })
  } catch {
    // Not JSON, or no store to read: nothing was kept.
    return []
  }
}

/** Nothing, if it is no list. */
function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function writeAll(store: Store, all: readonly (readonly [string, Parts])[]): void {
  try {
    store.setItem(KEY, JSON.stringify(all))
  } catch {
    // As with settings: without a working store it lasts as long as the window.
  }
}

export function isRecord(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member of what was kept, if it is a finite number. */
export function keptNumber(value: unknown, name: string): number | undefined {
  const member = isRecord(value) ? value[name] : undefined
  return typeof member === 'number' && Number.isFinite(member) ? member : undefined
}

export function keptText(value: unknown, name: string): string | undefined {
  const member = isRecord(value) ? value[name] : undefined
  return typeof member === 'string' ? member : undefined
}

export function keptChoice<T extends string>(value: unknown, name: string, allowed: readonly T[]): T | undefined {
  const text = keptText(value, name)
  return allowed.find((each) => each === text)
}

/** Members that are texts; empty if there is no list. */
export function keptTexts(value: unknown, name: string): readonly string[] {
  const member = isRecord(value) ? value[name] : undefined
  return Array.isArray(member) ? member.filter((each: unknown) => typeof each === 'string') : []
}

/** A reference to an object; whether it is there is another matter. */
export function keptRef(value: unknown, name: string): ObjectRef | undefined {
  const member = isRecord(value) ? value[name] : undefined
  const [kind, id] = [keptText(member, 'kind'), keptText(member, 'id')]
  return kind === undefined || id === undefined || !isObjectKind(kind) ? undefined : { kind, id }
}

function isObjectKind(text: string): text is ObjectKind {
  return Object.hasOwn(kindWords, text)
}

/** A range of time and log; undefined unless all four ends are there and in order. */
export function keptRange(value: unknown, name: string): TraceRange | undefined {
  const member = isRecord(value) ? value[name] : undefined
  const [startMs, endMs] = [keptNumber(member, 'startMs'), keptNumber(member, 'endMs')]
  const [startSeq, endSeq] = [keptNumber(member, 'startSeq'), keptNumber(member, 'endSeq')]
  if (startMs === undefined || endMs === undefined || startSeq === undefined || endSeq === undefined) return undefined
  return startMs <= endMs && startSeq <= endSeq ? { startMs, endMs, startSeq, endSeq } : undefined
}
