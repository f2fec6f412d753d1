import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SocketPage } from '../testkit/socket-page.ts'
import { ServeFailure, startShell } from './serve.ts'
import type { WebServer } from './server.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-serve-'))
const bundle = path.join(root, 'runs', 'a')

/** A host that opens whatever it is given, tells its process id as the name, and dies of anything else it is asked. */
const HOST = `
process.on('message', ({ type, id, session }) => {
  if (type === 'open') process.send({ type: 'reply', id, reply: { ok: true, value: { session, name: String(process.pid) } } })
  else process.exit(type === 'stop' ? 0 : 3)
})
process.on('disconnect', () => process.exit(0))
`

beforeAll(() => {
  for (const folder of ['out/renderer', 'out/main', 'runs/a']) mkdirSync(path.join(root, folder), { recursive: true })
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ version: '4.5.6' }))
  writeFileSync(path.join(root, 'out/main/trace-host.js'), HOST)
  writeFileSync(path.join(root, 'out/renderer/index.html'), '<!doctype html>')
  writeFileSync(path.join(bundle, 'manifest.json'), '{}')
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

let server: WebServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function started(paths: readonly string[]): Promise<SocketPage> {
  server = await startShell({ root, paths, compare: false, data: path.join(root, 'data') })
  return SocketPage.connect(server.url)
}

describe('the web shell', () => {
  it('opens bundles and files it is given, and lets folders be browsed', async () => {
    const page = await started([path.join(root, 'runs'), bundle, path.join(root, 'missing')])
    expect(await page.call('app/info', {})).toMatchObject({
      value: {
        version: '4.5.6',
        shell: 'web',
        browse: true,
        choices: [{ name: 'runs', kind: 'library' }, { name: 'a' }],
        notes: ['"missing" is not there.'],
      },
    })
    expect(await page.call('app/browse', {})).toMatchObject({ value: { entries: [{ name: 'runs' }, { name: 'a' }] } })
  })

  it('browses nothing when it is given nothing', async () => {
    const page = await started([])
    expect(await page.call('app/info', {})).toMatchObject({ value: { browse: false, opening: [] } })
    expect(await page.call('app/browse', {})).toMatchObject({ error: { code: 'bad_request' } })
  })

  it('outlives its host, and opens again with another', async () => {
    const page = await started([bundle])
    const [, ticket] = /"ticket":"([^"]+)"/.exec(JSON.stringify(await page.call('app/info', {}))) ?? []
    const first = await opened(page, ticket)
    const asked = page.call('trace/overview', { session: first.session })
    expect(await page.event('host/gone')).toMatchObject({
      payload: { sessions: [first.session], reason: 'exit code 3' },
    })
    expect(await asked).toMatchObject({ error: { code: 'host_gone' } })
    const second = await opened(page, ticket)
    expect(second.name).not.toBe(first.name)
    expect(isRunning(first.name)).toBe(false)
    await page.leave()
    await server?.close()
    expect(isRunning(second.name)).toBe(false)
  })

  it('says which port is taken', async () => {
    server = await startShell({ root, paths: [], compare: false })
    const again = startShell({ root, paths: [], compare: false, port: server.port })
    await expect(again).rejects.toThrow(
      new ServeFailure(`port ${String(server.port)} is taken: choose another with --port`),
    )
  })

  it('says what is not built', async () => {
    await expect(startShell({ root: bundle, paths: [], compare: false })).rejects.toThrow('run "npm run build"')
  })
})

async function opened(page: SocketPage, ticket: string | undefined): Promise<{ session: string; name: string }> {
  const reply = JSON.stringify(await page.call('trace/open', { ticket }))
  const [, session, name] = /"session":"([^"]+)","name":"(\d+)"/.exec(reply) ?? []
  if (session === undefined || name === undefined) throw new Error(`not opened: ${reply}`)
  return { session, name }
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch {
    return false
  }
}
