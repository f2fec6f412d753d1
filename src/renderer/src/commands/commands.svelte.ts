/**
 * Everything a person can do, by id: the source of the palette, the shortcut overview, tooltips and the native menu. Whoever owns
 * a verb registers its command for as long as it lives; the newest registration of an id wins.
 */
import { matchesKeys, parseKeys, type Chord, type KeyPress } from './keys.ts'

export interface Command {
  /** Kebab-case words, the same in the native menu. */
  readonly id: string
  readonly title: string
  /** Heading in the shortcut overview and the palette. */
  readonly group: string
  /** See keys.ts; the first is the one shown. */
  readonly keys?: readonly string[]
  /** Whether it can be carried out now; always, if left out. */
  readonly when?: () => boolean
  /** Absent: the key is handled by the region that has the focus, and is only listed. */
  readonly run?: () => void
}

/** Something that can be gone to by name: an object of what is opened. */
export interface Destination {
  /** Unique among all destinations. */
  readonly id: string
  readonly title: string
  /** Said before the title. */
  readonly group: string
  /** Said after it. */
  readonly note: string
  readonly run: () => void
}

export interface Commands {
  /** In order of registration. */
  readonly all: readonly Command[]
  readonly mac: boolean
  find(id: string): Command | undefined
  /** Gives the function that takes them away again. */
  register(commands: readonly Command[]): () => void
  /** What can be gone to for what was typed; by whoever offered it last. */
  destinations(wanted: string): readonly Destination[]
  /** Offers destinations until the function that it gives is called. */
  offer(find: (wanted: string) => readonly Destination[]): () => void
  /** False if there is none of this id or it cannot be carried out now. */
  run(id: string): boolean
  /** True if a command took the key. `typing`: the focus is in a text field, where plain keys are text. */
  press(press: KeyPress, typing: boolean): boolean
}

export function createCommands(mac: boolean): Commands {
  // Lists of their own beside the state: where an effect ends, state reads as it was before the others of the same turn ran,
  // and what they registered would be lost.
  let registered: readonly (readonly Command[])[] = []
  let offered: readonly ((wanted: string) => readonly Destination[])[] = []
  let groups = $state.raw(registered)
  let offers = $state.raw(offered)
  const all = $derived(groups.flat())
  const chords = $derived(
    all.flatMap((command) => (command.keys ?? []).map((keys) => ({ command, chord: parseKeys(keys) }))).reverse(),
  )

  function find(id: string): Command | undefined {
    return all.findLast((command) => command.id === id)
  }

  function carryOut(command: Command | undefined): boolean {
    if (command?.run === undefined || command.when?.() === false) return false
    command.run()
    return true
  }

  return {
    mac,
    get all() {
      return all
    },
    find,
    register(commands) {
      registered = [...registered, commands]
      groups = registered
      return () => {
        registered = registered.filter((group) => group !== commands)
        groups = registered
      }
    },
    destinations: (wanted) => offers.at(-1)?.(wanted) ?? [],
    offer(destinationsFor) {
      offered = [...offered, destinationsFor]
      offers = offered
      return () => {
        offered = offered.filter((offer) => offer !== destinationsFor)
        offers = offered
      }
    },
    run: (id) => carryOut(find(id)),
    press(press, typing) {
      for (const { command, chord } of chords) {
        if (typing && isText(chord)) continue
        if (matchesKeys(press, chord, mac) && carryOut(command)) return true
      }
      return false
    },
  }
}

/** Keys that a text field needs for itself. */
function isText({ key, mod, alt }: Chord): boolean {
  return (!mod && !alt && !/^f\d+$/.test(key)) || (mod && ['a', 'c', 'v', 'x', 'z', 'y'].includes(key))
}
