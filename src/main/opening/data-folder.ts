/** Where the web shell keeps what it remembers, by each platform's custom; Electron has a folder of its own (`userData`). */
import nodePath from 'node:path'

const NAME = 'rolloutlens'

/** Absolute. A variable that names no absolute path does not count, as the XDG specification asks. */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const style = platform === 'win32' ? nodePath.win32 : nodePath.posix
  const from = (variable: string): string | undefined => {
    const value = env[variable]
    return value !== undefined && style.isAbsolute(value) ? value : undefined
  }
  switch (platform) {
    case 'win32':
      return style.join(from('LOCALAPPDATA') ?? style.join(home, 'AppData', 'Local'), NAME)
    case 'darwin':
      return style.join(home, 'Library', 'Application Support', NAME)
    default:
      return style.join(from('XDG_STATE_HOME') ?? style.join(home, '.local', 'state'), NAME)
  }
}

/** The trace root that Codex itself would record to, if it is set. Absolute. */
export function recordingRoot(env: NodeJS.ProcessEnv, cwd: string): string | undefined {
  const root = env['CODEX_ROLLOUT_TRACE_ROOT']
  return root === undefined || root.trim() === '' ? undefined : nodePath.resolve(cwd, root)
}
