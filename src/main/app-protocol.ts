/**
 * Serves the built page on `app://rolloutlens/`. Owns the scheme's privileges and the answers; which file a path means and
 * its headers come from `page-files`. Nothing outside the renderer's folder is ever served.
 */
import { readFile } from 'node:fs/promises'
import type { CustomScheme, Protocol } from 'electron'
import { pageHeaders } from './page-files/headers.ts'
import { locatePageFile } from './page-files/locate.ts'

const SCHEME = 'app'
const HOST = 'rolloutlens'

export const appOrigin = `${SCHEME}://${HOST}/`

/** To be registered before `ready`, once. */
export const appScheme: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}

export function serveApp(protocol: Protocol, rendererFolder: string): void {
  protocol.handle(SCHEME, (request) => answer(rendererFolder, request))
}

async function answer(rendererFolder: string, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const found = request.method === 'GET' && url.host === HOST ? locatePageFile(rendererFolder, url.pathname) : undefined
  if (found === undefined) return notFound()
  let body: Uint8Array<ArrayBuffer>
  try {
    body = await readFile(found.file)
  } catch {
    return notFound()
  }
  return new Response(body, { headers: pageHeaders(found.contentType) })
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: pageHeaders('text/plain; charset=utf-8') })
}
