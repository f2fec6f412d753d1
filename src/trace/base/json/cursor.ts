/**
 * Reads a parsed JSON value member by member, knowing where it stands, for documents whose every member is checked once
 * and taken over. What is not as asked for is a TraceError `state_malformed` with the JSON pointer of the place.
 */
import { TraceError } from '../errors.ts'
import { as, type Brand, type Seq, type UnixMs } from '../ids.ts'

export type Read<T> = (at: Cursor) => T

export class Cursor {
  readonly #value: unknown
  readonly #path: readonly string[]

  constructor(value: unknown, path: readonly string[]) {
    this.#value = value
    this.#path = path
  }

  /** Throws: what stands here is not `expected`. */
  refuse(expected: string): never {
    const pointer = this.#path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    const found = this.#value === undefined ? 'nothing' : describe(this.#value)
    throw new TraceError('state_malformed', `${pointer || '/'}: expected ${expected}, found ${found}`)
  }

  member(name: string): Cursor {
    return new Cursor(this.#member(name), [...this.#path, name])
  }

  /** Undefined if the member is absent. */
  optional(name: string): Cursor | undefined {
    return this.#member(name) === undefined ? undefined : this.member(name)
  }

  nullable<T>(name: string, read: Read<T>): T | null {
    return this.#member(name) === null ? null : read(this.member(name))
  }

  text(name: string): string {
    return this.member(name).string()
  }

  textOrNull(name: string): string | null {
    return this.nullable(name, (at) => at.string())
  }

  id<T extends Brand<string, string>>(name: string): T {
    return as<T>(this.text(name))
  }

  idOrNull<T extends Brand<string, string>>(name: string): T | null {
    return this.nullable(name, (at) => as<T>(at.string()))
  }

  ids<T extends Brand<string, string>>(name: string): readonly T[] {
    return this.list(name, (at) => as<T>(at.string()))
  }

  ms(name: string): UnixMs {
    return as<UnixMs>(this.member(name).number())
  }

  seq(name: string): Seq {
    return as<Seq>(this.member(name).number())
  }

  list<T>(name: string, read: Read<T>): T[] {
    const at = this.member(name)
    const value = at.#value
    if (!Array.isArray(value)) return at.refuse('an array')
    return value.map((element, index) => read(new Cursor(element, [...at.#path, String(index)])))
  }

  map<K extends Brand<string, string>, T>(name: string, read: Read<T>): Map<K, T> {
    const at = this.member(name)
    if (!isRecord(at.#value)) return at.refuse('an object')
    const map = new Map<K, T>()
    for (const [key, value] of Object.entries(at.#value))
      map.set(as<K>(key), read(new Cursor(value, [...at.#path, key])))
    return map
  }

  string(): string {
    return typeof this.#value === 'string' ? this.#value : this.refuse('a string')
  }

  number(): number {
    return typeof this.#value === 'number' ? this.#value : this.refuse('a number')
  }

  boolean(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.refuse('true or false')
  }

  oneOf<const T extends string | number>(values: readonly T[]): T {
    return values.find((value) => value === this.#value) ?? this.refuse(values.join(', '))
  }

  #member(name: string): unknown {
    if (!isRecord(this.#value)) return this.refuse('an object')
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  return JSON.stringify(value).slice(0, 80)
}
