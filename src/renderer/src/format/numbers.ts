/** Numbers with their unit as text. Pure; English grouping; a value that is not finite is shown as a dash. */

export const NO_VALUE = '–'

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `12,431`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? grouped.format(value) : NO_VALUE
}

/** `1 agent`, `3 agents`; an irregular plural is given. */
export function formatNoun(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`
}

/** Tokens, short: `986`, `12.4k`, `1.25M`. The exact figure belongs into the tooltip. */
export function formatTokens(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const size = Math.abs(value)
  if (size < 1000) return String(value)
  if (size < 999_950) return `${trimZeros((value / 1000).toFixed(1))}k`
  return `${trimZeros((value / 1_000_000).toFixed(2))}M`
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Bytes in binary units with one decimal: `318 B`, `12.4 KiB`. */
export function formatBytes(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  let size = value
  for (const unit of byteUnits) {
    if (unit === 'B' ? size < 1024 : size < 1023.95) return `${unit === 'B' ? String(size) : size.toFixed(1)} ${unit}`
    size /= 1024
  }
  return `${formatCount(size * 1024)} TiB`
}

/** A share of 1 as `84 %`; `< 1 %` and `> 99 %` are never rounded to none and all. */
export function formatShare(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  if (value > 0 && value < 0.01) return '< 1 %'
  if (value > 0.99 && value < 1) return '> 99 %'
  return `${String(Math.round(value * 100))} %`
}

/**
 * An amount of money, `$1,204.50`, `€0.0123`: three digits where it is less than one. The currency is its three letters; one
 * that nobody knows stands as it is.
 */
export function formatCost(amount: number, currency: string): string {
  if (!Number.isFinite(amount)) return NO_VALUE
  const digits = amount > 0 && amount < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 }
  return new Intl.NumberFormat('en-US', { style: 'currency', currency, ...digits }).format(amount)
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
