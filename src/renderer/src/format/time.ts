/** Durations and points in time as text. Pure: the zone is an argument, the clock is never read. */
import { NO_VALUE } from './numbers.ts'

export type Zone = 'local' | 'utc'

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

/** Unix ms as `16:54:47.123`. */
export function formatClock(ms: number, zone: Zone): string {
  const parts = civil(ms, zone)
  return parts === undefined ? NO_VALUE : parts.clock
}

/** Unix ms as `2026-11-23 16:54:47.123 +05:45`; UTC as `+00:00`. */
export function formatTime(ms: number, zone: Zone): string {
  const parts = civil(ms, zone)
  return parts === undefined ? NO_VALUE : `${parts.date} ${parts.clock} ${parts.offset}`
}

/** The offset that `zone` has at that moment, `+05:45`. */
export function formatOffset(ms: number, zone: Zone): string {
  return civil(ms, zone)?.offset ?? NO_VALUE
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
