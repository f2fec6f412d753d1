/** Ids for objects whose own id is taken by another one. Tolerant reduction only. */
import { as, type Brand } from '../base/ids.ts'

/** `<id>#2`, `<id>#3` …: the first that is free. */
export function freeId<T extends Brand<string, string>>(id: T, isTaken: (id: T) => boolean): T {
  for (let n = 2; ; n += 1) {
    const candidate = as<T>(`${id}#${String(n)}`)
    if (!isTaken(candidate)) return candidate
  }
}
