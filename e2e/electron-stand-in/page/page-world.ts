/** Runs in the page's own world before its scripts: the far end of the context bridge, and windows that are not opened. */
import './options.ts'
import { createWorldEnd } from './world-bridge.ts'

/**
 * The program decides about a window the page wants, and only to refuse is modelled: then the page gets null at once.
 * https://www.electronjs.org/docs/latest/api/window-open
 */
function refuseWindows(): void {
  const dispatch = window.dispatchEvent.bind(window)
  window.open = (url = 'about:blank') => {
    const wanted = new URL(url, document.baseURI).href
    dispatch(new CustomEvent(`${standInOptions.secret}:window-wanted`, { detail: wanted }))
    return null
  }
}

// The preload runs in the top frame alone, and so does the bridge.
if (window.top === window) {
  createWorldEnd(standInOptions.secret, 'page')
  refuseWindows()
}
