/**
 * Decides whether a message came from our own page: the top frame of one of our windows, at our origin. An empty, blank or
 * unparseable URL is refused, and so is a frame that has left (its properties throw).
 */

/** The part of Electron's `WebFrameMain` that is looked at. */
export interface SenderFrame {
  readonly url: string
  readonly parent: object | null
}

/** `page` is the URL the page is loaded from. */
export function isOurTopFrame(frame: SenderFrame | null, page: URL): boolean {
  try {
    return frame?.parent === null && isOurPage(frame.url, page)
  } catch {
    // Every property of a disposed frame throws.
    return false
  }
}

/** Protocol and host must match; origins cannot be compared, since those of custom schemes are all `null`. */
export function isOurPage(url: string, page: URL): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  return protocol === page.protocol && host === page.host
}
