/**
 * Draws the program's icons from its one SVG: PNG for Linux, ICO for Windows, ICNS for macOS. The renderer is WebAssembly, so
 * the same SVG gives the same bytes on every machine. `npm run package` runs it; so does its test.
 */
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Of the freedesktop icon themes, and of Windows; macOS names its sizes by types. */
const PNG_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256]
/** Types with their size in pixels; ic11 to ic14 are the doubled ones. */
const ICNS_TYPES = {
  ...{ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 },
  ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512 },
}
/** macOS leaves a margin around an icon: its shape is 824 of 1024 pixels. */
const MAC_MARGIN = 0.1

/** @param {string} svg with a square view box that begins at 0 0 @param {string} folder */
export async function makeIcons(svg, folder) {
  await loadRenderer()
  mkdirSync(join(folder, 'png'), { recursive: true })
  for (const size of PNG_SIZES) writeFileSync(join(folder, 'png', `${size}x${size}.png`), draw(svg, size))
  const ico = new IconIco()
  // By itself it takes the format that old readers of Windows know for small sizes.
  for (const size of ICO_SIZES) await ico.addFromPng(draw(svg, size), null)
  writeFileSync(join(folder, 'icon.ico'), ico.encode())
  const icns = new IconIcns()
  for (const [type, size] of Object.entries(ICNS_TYPES))
    await icns.addFromPng(draw(withMargin(svg, MAC_MARGIN), size), [type], true)
  writeFileSync(join(folder, 'icon.icns'), icns.encode())
}

/** @param {string} svg @param {number} size */
function draw(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render().asPng()
}

/** @param {string} svg @param {number} part of the whole, on each side */
function withMargin(svg, part) {
  return svg.replace(/viewBox="0 0 (\d+) \1"/, (_, side) => {
    const whole = Number(side) / (1 - 2 * part)
    const offset = -whole * part
    return `viewBox="${offset} ${offset} ${whole} ${whole}"`
  })
}

/** @type {Promise<void> | undefined} */
let loading

function loadRenderer() {
  loading ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
  return loading
}
