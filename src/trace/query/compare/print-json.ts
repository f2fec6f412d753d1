/**
 * JSON as lines that can be compared: members in order of their keys, one per line, and text of several lines as several
 * lines. For reading only: without commas, which would differ where only the neighbour does. What is no JSON stays as it is.
 */

const deepest = 100

export function printJson(text: string): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  const lines: string[] = []
  print(value, '', '', 0, lines)
  return lines.join('\n')
}

function print(value: unknown, indent: string, head: string, depth: number, lines: string[]): void {
  const open = `${indent}${head}`
  if (typeof value === 'string' && value.includes('\n')) {
    lines.push(`${open}"""`)
    for (const line of value.split('\n')) lines.push(`${indent}  ${line}`)
    lines.push(`${indent}"""`)
  } else if (value === null || typeof value !== 'object' || depth >= deepest) {
    lines.push(`${open}${JSON.stringify(value)}`)
  } else {
    const isList = Array.isArray(value)
    const members: [string, unknown][] = isList
      ? value.map((element: unknown) => ['', element])
      : Object.entries(value)
          .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
          .map(([key, member]: [string, unknown]) => [`${JSON.stringify(key)}: `, member])
    const [first, last] = isList ? ['[', ']'] : ['{', '}']
    if (members.length === 0) {
      lines.push(`${open}${first}${last}`)
      return
    }
    lines.push(`${open}${first}`)
    for (const [key, member] of members) print(member, `${indent}  `, key, depth + 1, lines)
    lines.push(`${indent}${last}`)
  }
}
