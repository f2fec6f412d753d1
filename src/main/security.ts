/**
 * What no page of ours may do: go elsewhere, open windows, embed other content, use the machine's devices. Electron grants
 * permissions and navigation by default, so everything is refused here, for every web contents there will ever be.
 */
import type { App, Session } from 'electron'

/** Copying ids and details is the page's only use of a permission. */
const GRANTED = 'clipboard-sanitized-write'

export function restrictWebContents(app: App, isPage: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    // Reloading the page itself is no navigation elsewhere.
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame || !isPage(details.url)) details.preventDefault()
    })
    contents.on('will-redirect', (details) => {
      details.preventDefault()
    })
  })
}

export function restrictPermissions(session: Session, isPage: (url: string) => boolean): void {
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(permission === GRANTED && isPage(contents.getURL()))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === GRANTED && isPage(origin))
}
