/**
 * Takes out of a text what differs between any two recordings of the same run: ids, times, ports, temporary folders,
 * chunk ids. Each rule names what it replaces; the list is documented in docs/compare.md. What is left is compared.
 * Pure text to text, linear in its length.
 */

interface NoiseRule {
  readonly name: string
  readonly pattern: RegExp
  readonly replacement: string
}

/** Applied in this order. Patterns are anchored on literal text where they can be, to stay linear on hostile input. */
export const noiseRules: readonly NoiseRule[] = [
  {
    name: 'uuid',
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
    replacement: '<uuid>',
  },
  {
    name: 'timestamp',
    pattern: /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?/g,
    replacement: '<time>',
  },
  { name: 'date', pattern: /<current_date>[^<]{0,40}<\/current_date>/g, replacement: '<current_date/>' },
  { name: 'chunk id', pattern: /\bChunk ID: [0-9a-f]{1,16}\b/g, replacement: 'Chunk ID: <id>' },
  { name: 'wall time', pattern: /\bWall time: [\d.]{1,20} ?(?:seconds|s|ms)?/g, replacement: 'Wall time: <time>' },
  { name: 'session id', pattern: /\b(session(?: ID|_id"?:) ?)\d{1,12}\b/gi, replacement: '$1<id>' },
  {
    name: 'model-visible id',
    pattern: /\b(?:call|fc|fco|ctc|ctco|msg|amsg|rs|resp|req)_[0-9A-Za-z_]{6,80}\b/g,
    replacement: '<id>',
  },
  { name: 'port', pattern: /\b(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\]):\d{2,5}\b/g, replacement: '$1:<port>' },
  {
    name: 'temporary folder',
    pattern:
      /(?:\/private)?\/(?:tmp|var\/tmp|var\/folders\/[^/\s"']{1,40}\/[^/\s"']{1,80}\/T)\/(?:tmp|temp|\.)[^/\s"']{2,80}/gi,
    replacement: '/<tmp>',
  },
  {
    name: 'rollout file',
    pattern: /\brollout-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\b/g,
    replacement: 'rollout-<time>',
  },
  { name: 'nickname', pattern: /("nickname": ?)"[^"\\]{0,80}"/g, replacement: '$1"<nickname>"' },
]

/** The text without noise. */
export function normaliseText(text: string): string {
  let out = text
  for (const rule of noiseRules) out = out.replace(rule.pattern, rule.replacement)
  return out
}

/** A piece of a text as it is recorded and as it is compared; the two differ where it is noise. */
export interface TextPiece {
  readonly raw: string
  readonly normal: string
}

/** The text in pieces: their `raw` joined is the text, their `normal` joined is what `normaliseText` gives. */
export function noisePieces(text: string): readonly TextPiece[] {
  let pieces: readonly TextPiece[] = [{ raw: text, normal: text }]
  for (const rule of noiseRules)
    pieces = pieces.flatMap((piece) => (piece.raw === piece.normal ? split(piece.raw, rule) : piece))
  return pieces
}

function split(text: string, { pattern, replacement }: NoiseRule): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  const keep = (raw: string) => {
    if (raw !== '') pieces.push({ raw, normal: raw })
  }
  for (const match of text.matchAll(pattern)) {
    keep(text.slice(from, match.index))
    from = match.index + match[0].length
    pieces.push({ raw: match[0], normal: match[0].replace(pattern, replacement) })
  }
  keep(text.slice(from))
  return pieces
}

/**
 * JSON text with its keys sorted at every level and no white space, then without noise; text that is not JSON is only
 * normalised. Numbers keep their value, not their spelling.
 */
export function normaliseJson(text: string): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return normaliseText(text)
  }
  return normaliseText(JSON.stringify(value, sortKeys))
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)))
}
