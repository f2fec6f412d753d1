/** Randomness that is the same every time: what the generated bundles are made from. */

/** Numbers in [0, 1), small and fast: mulberry32. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** @param {() => number} next @param {readonly string[]} from */
export function pick(next, from) {
  return from[Math.floor(next() * from.length)] ?? ''
}

/** @param {() => number} next */
export function uuid(next) {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

const VERBS = ['Read', 'Check', 'Rewrite', 'Measure', 'Compare', 'Explain', 'Test', 'Review']
const THINGS = ['the parser', 'the plan', 'the failing test', 'the cache', 'the report', 'the migration', 'the docs']

/** What a person or a model might say. @param {() => number} next */
export function sentence(next) {
  return `${pick(next, VERBS)} ${pick(next, THINGS)} number ${String(Math.floor(next() * 10_000))} and say what ${pick(next, THINGS)} needs.`
}
