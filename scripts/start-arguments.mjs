/** Arguments of `npm start`. */
import { resolve } from 'node:path'

export const usage = `usage: npm start -- [PATH...] [--compare] [--no-open] [--port N]

Opens bundles in a window, or in the browser where Electron's binary is not installed. Without PATH: the sample run.

  --compare   show two bundles side by side
  --no-open   do not open a browser
  --port N    port of the page on this machine; 0 or none: a free one
  --          what follows is a path, whatever it begins with`

/**
 * @typedef {object} StartArguments
 * @property {readonly string[]} paths absolute; `file:` URLs as they are
 * @property {boolean} compare
 * @property {boolean} open whether a browser may be opened
 * @property {number | undefined} port
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} argv without interpreter and script
 * @param {string} cwd where the person stood: npm itself runs scripts in the project's folder
 * @returns {StartArguments}
 * @throws {Error} naming what was not understood
 */
export function parseStartArguments(argv, cwd) {
  /** @type {string[]} */
  const paths = []
  let compare = false
  let open = true
  /** @type {number | undefined} */
  let port
  let help = false
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') paths.push(...rest.splice(0))
    else if (word === '--compare') compare = true
    else if (word === '--no-open') open = false
    else if (word === '--help' || word === '-h') help = true
    else if (word === '--port') port = portOf(rest.shift())
    else if (word.startsWith('--port=')) port = portOf(word.slice('--port='.length))
    else if (word.startsWith('-')) throw new Error(`unknown option ${word}`)
    else paths.push(word)
  }
  return { paths: paths.map((path) => absolute(path, cwd)), compare, open, port, help }
}

/** @param {string | undefined} text */
function portOf(text) {
  const port = text === undefined || !/^\d{1,5}$/.test(text) ? NaN : Number(text)
  if (!(port <= 65_535)) throw new Error(`--port needs a number from 0 to 65535, found ${text ?? 'nothing'}`)
  return port
}

/** @param {string} path @param {string} cwd */
function absolute(path, cwd) {
  return /^file:/i.test(path) ? path : resolve(cwd, path)
}
