/** Shows an address in the person's browser, where there is a display to show it on. */
import { spawn } from 'node:child_process'

/** The program and arguments that open `url`; undefined without a display. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open', url]
  // Not `cmd /c start`: that would read `&` and `%` of an address as its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  const hasDisplay = [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((display) => display !== undefined && display !== '')
  return hasDisplay ? ['xdg-open', url] : undefined
}

/** Does nothing where there is no display. The address has been printed: a browser that does not start is no failure. */
export function openBrowser(url: string): void {
  const command = browserCommand(url, process.platform, process.env)
  if (command === undefined) return
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
