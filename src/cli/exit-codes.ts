/** The same for every command; scripts rely on them. */
export const exitCodes = {
  done: 0,
  /** Everything worked, and the answer is no: refused, findings, diverged. */
  negative: 1,
  /** What was given cannot be opened, or what was asked for cannot be written. */
  cannotOpen: 2,
  usage: 64,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
