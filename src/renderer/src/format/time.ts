/** Durations and points in time as text. Pure: zone and form are arguments, the clock is never read. */
import { NO_VALUE } from './numbers.ts'

export type Zone = 'local' | 'utc'
export type ClockForm = '24h' | '12h'

/** How a person wants points in time to be written. */
export interface TimeStyle {
  readonly zone: Zone
  readonly clock: ClockForm
}

/** Milliseconds as `318 ms`, `1.24 s`, `12.4 s`, `2 min 05 s`, `1 h 04 min`, `2 d 03 h`. Negative with a minus sign. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE
  if (ms < 0) return `−${formatDuration(-ms)}`
  if (ms < 999.5) return `${String(ms < 10 && !Number.isInteger(ms) ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${String(Math.floor(seconds / 60))} min ${two(seconds % 60)} s`
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1440) return `${String(Math.floor(minutes / 60))} h ${two(minutes % 60)} min`
  const hours = Math.round(ms / 3_600_000)
  return `${String(Math.floor(hours / 24))} d ${two(hours % 24)} h`
}

/** What is left out of a time of day at its end. */
export type Precision = 'minutes' | 'seconds' | 'milliseconds'

/** Unix ms as `16:54:47.123` or `4:54:47.123 PM`. */
export function formatClock(ms: number, { zone, clock }: TimeStyle, precision: Precision = 'milliseconds'): string {
  const parts = civil(ms, zone)
  return parts === undefined ? NO_VALUE : clockOf(parts, clock, precision)
}

/** Unix ms as `2026-11-23 16:54:47.123 +05:45` or `2026-11-23 4:54:47.123 PM +05:45`; UTC as `+00:00`. */
export function formatTime(ms: number, { zone, clock }: TimeStyle): string {
  const parts = civil(ms, zone)
  return parts === undefined ? NO_VALUE : `${parts.date} ${clockOf(parts, clock, 'milliseconds')} ${parts.offset}`
}

/** The day of that moment, `2026-11-23`. */
export function formatDay(ms: number, { zone }: TimeStyle): string {
  return civil(ms, zone)?.date ?? NO_VALUE
}

/** The offset that the zone has at that moment, `+05:45`. */
export function formatOffset(ms: number, { zone }: TimeStyle): string {
  return civil(ms, zone)?.offset ?? NO_VALUE
}

const lengths: Readonly<Record<Precision, number>> = { minutes: 5, seconds: 8, milliseconds: 12 }

function clockOf({ clock }: Civil, form: ClockForm, precision: Precision): string {
  const text = clock.slice(0, lengths[precision])
  if (form === '24h') return text
  const hour = Number(text.slice(0, 2))
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}${text.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`
}

interface Civil {
  readonly date: string
  readonly clock: string
  readonly offset: string
}

/** Undefined outside the range that dates can express. */
function civil(ms: number, zone: Zone): Civil | undefined {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return undefined
  const minutesEast = zone === 'utc' ? 0 : -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + minutesEast * 60_000)
  if (Number.isNaN(shifted.getTime())) return undefined
  const iso = shifted.toISOString()
  const split = iso.indexOf('T')
  const away = Math.abs(minutesEast)
  return {
    date: iso.slice(0, split),
    clock: iso.slice(split + 1, -1),
    offset: `${minutesEast < 0 ? '−' : '+'}${two(Math.floor(away / 60))}:${two(Math.round(away % 60))}`,
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
