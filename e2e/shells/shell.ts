/** The shells the program runs in, by the names of their Playwright projects. */
export type ShellName = 'web' | 'stand-in' | 'electron'
