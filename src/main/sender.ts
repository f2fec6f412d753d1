/**
 * Decides whether a message came from our own page: the top frame of one of our windows, at our origin. An empty, blank or
 * unparseable URL is refused, and so is a frame that has left (its properties throw).
 */

/** The part of Electron's `WebFrameMain` that is looked at. */
export interface SenderFrame {
  readonly url: string
  readonly parent: object | null
}

/** `page` is the URL the page is loaded from; protocol and host must match (`origin` is `null` for custom schemes). */
export function isOurTopFrame(frame: SenderFrame | null, page: URL): boolean {
  try {
    if (frame?.parent !== null) return false
    const { protocol, host } = new URL(frame.url)
    return protocol === page.protocol && host === page.host
  } catch {
    // A disposed frame and a malformed URL are both strangers.
    return false
  }
}
