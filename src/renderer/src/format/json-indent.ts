/**
 * Indents JSON text without parsing it: every character outside white space stays, so numbers keep their digits and text that is cut
 * off or not quite JSON is still shown as it is.
 */
const INDENT = '  '
/** No sensible document is deeper; past it the indent no longer grows. */
const MOST_DEPTH = 60

export function indentJson(text: string): string {
  const out: string[] = []
  let depth = 0
  let before = ''
  const breakLine = (): void => void out.push(`\n${INDENT.repeat(Math.min(depth, MOST_DEPTH))}`)
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    const closes = token === '}' || token === ']'
    if (closes) depth = Math.max(0, depth - 1)
    const opened = before === '{' || before === '['
    // An empty container stays on its line.
    if (before === ',' || (opened ? !closes : closes)) breakLine()
    out.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth++
    before = token
  }
  return out.join('')
}
