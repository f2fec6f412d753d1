/**
 * The default session, as far as permissions go: everything is granted until the program says otherwise.
 * https://www.electronjs.org/docs/latest/api/session
 */
import { notModelled, strict } from './strict.ts'

type RequestHandler = (
  contents: object,
  permission: string,
  decide: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (contents: object, permission: string, origin: string, details: object) => boolean

/** Electron's names of permissions to those of the DevTools protocol. */
export const permissionNames: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  geolocation: 'geolocation',
  notifications: 'notifications',
}

export class Permissions {
  #request: RequestHandler | undefined
  #check: CheckHandler | undefined

  /** The `session` module. */
  readonly module = strict('session', {
    defaultSession: strict('session.defaultSession', {
      setPermissionRequestHandler: (handler: RequestHandler): void => {
        this.#request = handler
      },
      setPermissionCheckHandler: (handler: CheckHandler): void => {
        this.#check = handler
      },
    }),
  })

  /** What both handlers together decide for a page of `origin`. */
  granted(contents: object, permission: string, origin: string): boolean {
    const details = strict('permission details', { isMainFrame: true, requestingUrl: origin })
    if (this.#check !== undefined && !this.#check(contents, permission, origin, details)) return false
    if (this.#request === undefined) return true
    let decided: boolean | undefined
    this.#request(contents, permission, (granted) => (decided = granted), details)
    return decided ?? notModelled('a permission request decided later')
  }
}
