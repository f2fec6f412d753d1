/** What the main process writes in front of the scripts it has Chromium run in every new document. */
declare global {
  /** The scripts' own scope, not the page's. */
  const standInOptions: {
    /** Known to both ends of the context bridge and to nobody else. */
    readonly secret: string
    readonly platform: string
  }
  /** Stops the page until the main process has answered: the one way to ask it something synchronously. */
  const standInAskPath: (question: { readonly file: File; path: string }) => string
  /** A binding of the DevTools protocol: text to the main process. */
  const standInTell: (text: string) => void
  /** Called by the main process with text for the preload. */
  var standInHear: (text: string) => void
  /** The preload script as the function Electron would compile it to. */
  var standInPreload: ((...scope: readonly unknown[]) => void) | undefined
}

/** From the preload's world to the main process; `args` as structured-clone text. */
export type ToMain =
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly type: 'send'; readonly channel: string; readonly args: string }
  | { readonly type: 'preload-error'; readonly message: string }
  | { readonly type: 'window-wanted'; readonly url: string }

/** To the preload's world. */
export type FromMain =
  | { readonly type: 'result'; readonly id: number; readonly value: string }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
  | { readonly type: 'message'; readonly channel: string; readonly args: string }
