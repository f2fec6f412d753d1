/** Calls that the shell answers itself: what can be opened, and opening it. The page holds tickets, never paths. */
import { z } from 'zod'
import { call } from './call.ts'
import type {
  AppInfo,
  BrowseListing,
  CrashReport,
  OpenedTrace,
  SavedArchive,
  Ticketed,
  Wish,
} from '../view-models/app.ts'

const nat = z.int().min(0)
export const ticket = z.string().min(1).max(200)
export const session = z.string().min(1).max(200)

export const appCalls = {
  'app/info': call<AppInfo>()(z.strictObject({})),
  /** Asks the person with a native dialog; empty when cancelled. Refused with `bad_request` where there is none. */
  'app/choose': call<Wish>()(z.strictObject({ what: z.enum(['folder', 'file']) })),
  /**
   * Writes a text where the person says, asked with a native dialog; null when cancelled, else the name of the file. Refused with
   * `bad_request` where there is no dialog, with `refused` inside a bundle that was opened here.
   */
  'app/save': call<string | null>()(
    z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(64 * 1024 * 1024) }),
  ),
  /**
   * Opens the paths in the clipboard. The main side reads it where it can; only the web shell takes `text`, and of that the paths
   * below its roots alone. Refused with `refused` for others.
   */
  'app/paste': call<Wish>()(z.strictObject({ text: z.string().max(100_000).optional() })),
  /** Lists a folder below a root given on the command line (web shell). Without `folder`: the roots themselves. */
  'app/browse': call<BrowseListing>()(z.strictObject({ folder: ticket.optional() })),
  /** Offers files that only the page can read (dropped or picked in the web shell) as one source, read by byte windows. */
  'source/offer': call<Ticketed>()(
    z.strictObject({
      name: z.string().max(1000),
      files: z.array(z.strictObject({ path: z.string().max(4000), size: nat, mtimeMs: z.number() })).max(200_000),
      /** The first bytes of a lone file: they tell an archive, whatever its name is. */
      start: z.instanceof(Uint8Array).optional(),
    }),
  ),
  /** What is to be done about offered sources that a person gave together. */
  'source/give': call<Wish>()(z.strictObject({ tickets: z.array(ticket).max(1000) })),
  /** Answers windows of `source/read` events, at best all of one. `bytes` absent: the page could not read, `message` says why. */
  'source/bytes': call<undefined>()(
    z.strictObject({
      answers: z
        .array(
          z.strictObject({
            read: nat,
            bytes: z.instanceof(Uint8Array).optional(),
            message: z.string().max(2000).optional(),
          }),
        )
        .max(1000),
    }),
  ),
  /** Starts opening; progress and completion come as events. The answer comes once the manifest is understood. */
  'trace/open': call<OpenedTrace>()(z.strictObject({ ticket })),
  'trace/close': call<undefined>()(z.strictObject({ session })),
  /** Writes what the ticket opens as one `.rollout` file where the person says; `trace/saving` tells how far. Null when they say nowhere. */
  'trace/save': call<SavedArchive | null>()(z.strictObject({ ticket })),
  /** Shows the file or folder of the ticket in the system's file manager. Refused with `bad_request` where there is none. */
  'app/reveal': call<undefined>()(z.strictObject({ ticket })),
  /** What ended unexpectedly on this machine, oldest first. */
  'app/crashes': call<readonly CrashReport[]>()(z.strictObject({})),
  'app/forget-crashes': call<undefined>()(z.strictObject({})),
}
