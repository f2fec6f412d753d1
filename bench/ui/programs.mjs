/** The two programs that are measured: `rolloutlens serve` on a bundle, and speedscope's own page with traces beside it. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, resolve } from 'node:path'
import { recorded } from './pages.mjs'

const root = resolve(import.meta.dirname, '..', '..')
export const cli = join(root, 'out/cli/rolloutlens.js')

/** @param {string} bundle */
export async function serveBundle(bundle) {
  const server = spawn(process.execPath, [cli, 'serve', '--no-open', '--', bundle], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise((found, failed) => {
    let text = ''
    server.stdout.setEncoding('utf8').on('data', (/** @type {string} */ more) => {
      text += more
      const line = /^http:\/\/\S+$/m.exec(text)?.[0]
      if (line !== undefined) found(line)
    })
    server.once('exit', (code) => failed(new Error(`the server ended with ${String(code)}`)))
  })
  return {
    url: String(url),
    /** Of the process that reads and reduces: CPU seconds so far, and MB of memory. NaN where the system does not tell. */
    host() {
      const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
      const words = rows.map((line) => line.trim().split(/\s+/))
      const isHost = (/** @type {readonly string[]} */ args) => args.some((word) => word.endsWith('trace-host.js'))
      const pid = words.find(([, parent, ...args]) => parent === String(server.pid) && isHost(args))?.[0]
      if (pid === undefined || !existsSync(`/proc/${pid}/stat`)) return { cpuSeconds: NaN, megabytes: NaN }
      const [user = NaN, system = NaN] =
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? []
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      return { cpuSeconds: (user + system) / 100, megabytes: Number(peak) / 1024 }
    },
    async close() {
      const ended = new Promise((done) => server.once('exit', done))
      server.removeAllListeners('exit')
      server.once('exit', () => undefined)
      server.kill('SIGTERM')
      await Promise.race([ended, new Promise((done) => setTimeout(done, 5000))])
      if (server.exitCode === null) server.kill('SIGKILL')
    },
  }
}

const PATIENCE_MS = 300_000

/** When lanes were first drawn, and when the page said that the log is read. */
const watchReading = () => {
  const seen = { first: NaN, complete: NaN }
  Object.assign(globalThis, { seen })
  new PerformanceObserver((list) => {
    const drawn = list.getEntriesByName('lanes-drawn').find((mark) => /** @type {any} */ (mark).detail.slices > 0)
    if (drawn !== undefined && Number.isNaN(seen.first)) seen.first = drawn.startTime
  }).observe({ type: 'mark' })
  const look = () => {
    const said = [...document.querySelectorAll('[aria-live]')].some(({ textContent }) =>
      textContent?.includes(' is read: '),
    )
    if (said) seen.complete = performance.now()
    else setTimeout(look, 50)
  }
  look()
}

/** Opens what the server serves. @param {import('playwright').Browser} browser @param {import('playwright').Page} page @param {string} url */
export async function readUntilComplete(browser, page, url) {
  await page.addInitScript(watchReading)
  const record = await recorded(browser, page, async () => {
    await page.goto(url)
    await page.waitForFunction(() => !Number.isNaN(/** @type {any} */ (globalThis).seen.complete), null, {
      timeout: PATIENCE_MS,
    })
  })
  const { first, complete } = await page.evaluate(() => /** @type {any} */ (globalThis).seen)
  return { firstMs: Number(first), completeMs: Number(complete), longestMs: record.longestMs }
}

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
})

/** @param {Record<string, string>} traces name to JSON text */
export async function serveSpeedscope(traces) {
  const manifest = createRequire(import.meta.url).resolve('speedscope/package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8'))
  const pages = join(dirname(manifest), 'dist/release')
  const server = http.createServer((request, response) => {
    const name = (request.url ?? '/').split('?')[0]?.slice(1) || 'index.html'
    const trace = traces[name]
    const content = trace === undefined ? readFile(join(pages, name.replaceAll('..', ''))) : Promise.resolve(trace)
    content.then(
      (body) => response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    version: String(version),
    url: (/** @type {string} */ trace) => `http://127.0.0.1:${String(port)}/#profileURL=/${trace}`,
    close: () => new Promise((done) => server.close(done)),
  }
}
