/** Changes a log as a list of lines: which there are, and in which order. Lines are text of one character per byte. */
import type { Random } from './random.ts'

const GARBAGE = [
  '',
  ' ',
  '\u0000',
  'null',
  '{}',
  '[1]',
  '{"seq":1}',
  '\u00ef\u00bb\u00bf',
  '\u00ff',
  '{"a":',
  '"text"',
  '0',
]

/** Changes `lines` in place and says how. `others` are lines of another bundle. */
export function mutateLines(lines: string[], random: Random, others: readonly string[]): string {
  const at = random.below(lines.length)
  const to = random.below(lines.length)
  const length = 1 + random.below(Math.min(20, lines.length))
  const where = `line ${String(at + 1)}`
  switch (random.below(9)) {
    case 0:
      lines.splice(at, length)
      return `removed ${String(length)} lines from ${where}`
    case 1:
      lines.splice(to, 0, lines[at] ?? '')
      return `repeated ${where} at line ${String(to + 1)}`
    case 2:
      ;[lines[at], lines[to]] = [lines[to] ?? '', lines[at] ?? '']
      return `swapped ${where} and line ${String(to + 1)}`
    case 3:
      lines.splice(to, 0, ...lines.splice(at, length))
      return `moved ${String(length)} lines from ${where} to line ${String(to + 1)}`
    case 4:
      lines.splice(at, length, ...lines.slice(at, at + length).reverse())
      return `reversed ${String(length)} lines from ${where}`
    case 5:
      lines[at] = `${lines[at] ?? ''}${lines[at + 1] ?? ''}`
      lines.splice(at + 1, 1)
      return `joined ${where} with the next`
    case 6:
      lines.splice(at, 0, random.pick(GARBAGE))
      return `put garbage before ${where}`
    case 7:
      lines[at] = `${lines[at] ?? ''}\r`
      return `ended ${where} with a return`
    default:
      if (others.length > 0) lines.splice(at, 0, ...others.slice(to % others.length, (to % others.length) + length))
      return `put lines of another bundle before ${where}`
  }
}

/** Numbers the events as if nothing had happened, so that a reader goes on to what they mean. */
export function renumber(lines: readonly string[]): string[] {
  let seq = 0
  return lines.map((line) => {
    if (!/"seq":\s*\d+/.test(line)) return line
    seq += 1
    return line.replace(/"seq":\s*\d+/, `"seq":${String(seq)}`)
  })
}
