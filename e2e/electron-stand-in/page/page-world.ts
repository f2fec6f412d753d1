/** Runs in the page's own world before its scripts: the far end of the context bridge. */
import './options.ts'
import { createWorldEnd } from './world-bridge.ts'

// The preload runs in the top frame alone, and so does the bridge.
if (window.top === window) createWorldEnd(standInOptions.secret, 'page')
