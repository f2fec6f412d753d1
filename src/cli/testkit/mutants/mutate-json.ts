/** Changes one member somewhere in a JSON text, also to what no `JSON.stringify` would write: `1E5`, `-0`, a key twice. */
import type { Random } from './random.ts'

/** Values as text. What breaks readers: borders of numbers, half characters, names of `Object.prototype`, depth, length. */
const HOSTILE: readonly string[] = [
  ...['null', 'true', 'false', '[]', '{}', '""', '" "', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\u202e\u2066"'],
  ...['0', '-0', '-1', '1E5', '1.10', '0.1', '1e400', '-1e400', '5e-324', '4294967296', '9007199254740993'],
  ...['18446744073709551615', '18446744073709551616', '-9223372036854775809', '123456789012345678901234567890'],
  ...['"__proto__"', '"constructor"', '"toString"', '"hasOwnProperty"', '"/root"', '"root"', '"completed"', '"1"'],
  ...['"../../x"', '"/etc/passwd"', '"payloads"', '"payloads/1.json"', '"C:\\\\x"', '"payloads/\\u0000"'],
  ...['{"__proto__":{"a":1}}', '{"a":1,"a":2}', '{"type":"__proto__"}', '{"type":"message"}', '{"constructor":null}'],
  `${'['.repeat(200)}${']'.repeat(200)}`,
  `${'{"a":'.repeat(130)}1${'}'.repeat(130)}`,
  JSON.stringify('x'.repeat(20_000)),
  `[${'0,'.repeat(3000)}0]`,
]

interface Member {
  readonly parent: Record<string, unknown>
  readonly key: string
}

/** The changed text and what was done; undefined if `text` is no JSON object or array, or has no members. */
export function mutateJson(text: string, random: Random, strings: readonly string[]): Changed | undefined {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return undefined
  }
  const members: Member[] = []
  collect(root, members)
  if (members.length === 0) return undefined
  const { parent, key } = random.pick(members)
  return change({ parent, key }, random, strings, (raw) => raw.reduce(fill, JSON.stringify(root)))
}

interface Changed {
  readonly text: string
  readonly step: string
}

const marker = (index: number): string => `@raw ${String(index)}@`
const fill = (text: string, raw: string, index: number): string =>
  text.replace(JSON.stringify(marker(index)), () => raw)

function change(
  { parent, key }: Member,
  random: Random,
  strings: readonly string[],
  print: (raw: readonly string[]) => string,
): Changed {
  switch (random.below(6)) {
    case 0:
      Reflect.deleteProperty(parent, key)
      return { text: print([]), step: `removed ${key}` }
    case 1: {
      const other = random.pick(['__proto__', 'type', 'id', 'payload', `${key}_`, ''])
      parent[marker(0)] = parent[key]
      Reflect.deleteProperty(parent, key)
      return { text: print([JSON.stringify(other)]), step: `renamed ${key} to ${other}` }
    }
    case 2:
      // The name stands twice in the text, with another value.
      parent[marker(0)] = marker(1)
      return { text: print([JSON.stringify(key), random.pick(HOSTILE)]), step: `repeated ${key}` }
    case 3: {
      const string = strings.length === 0 ? key : random.pick(strings)
      parent[key] = string
      return { text: print([]), step: `${key} is ${string.slice(0, 40)}` }
    }
    default: {
      const raw = random.pick(HOSTILE)
      parent[key] = marker(0)
      return { text: print([raw]), step: `${key} is ${raw.slice(0, 40)}` }
    }
  }
}

function collect(value: unknown, members: Member[]): void {
  if (!isRecord(value)) return
  for (const [key, member] of Object.entries(value)) {
    members.push({ parent: value, key })
    collect(member, members)
  }
}

/** Arrays too: their members are named by their indices. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Every short string in the JSON text: ids and names, to be put where others belong. */
export function stringsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/"((?:[^"\\]){1,60})"/g)].map((match) => match[1] ?? ''))]
}
