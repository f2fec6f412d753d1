/** The tickets of one window: paths and offered files become rights the page can hold, and back. */
import { randomUUID } from 'node:crypto'
import nodePath from 'node:path'
import type { BrowseListing, GivenKind, Ticketed } from '../../shared/view-models/app.ts'
import { looksLikeArchive } from '../../trace/archive/archive-source.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { CallRefusal } from '../trace-host/call-failure.ts'
import type { TraceDescriptor } from '../trace-host/protocol.ts'
import { recognizeFiles } from '../trace-host/recognize-files.ts'
import type { Recognized } from './recognize.ts'
import type { FolderListing } from './shell-services.ts'
import { TicketBook } from './tickets.ts'

type PageSource = Extract<TraceDescriptor, { type: 'page' }>

export class WindowTickets {
  readonly #openable = new TicketBook<TraceDescriptor>()
  readonly #folders = new TicketBook<string>()
  /** Of offered files, by ticket. */
  readonly #kinds = new TicketBook<GivenKind>()

  /** Throws CallRefusal, as all that take a ticket do. */
  sourceOf(ticket: string): TraceDescriptor {
    return redeem(this.#openable, ticket)
  }

  /** Of a ticket that stands for a path of this machine. */
  pathOf(ticket: string): string {
    const source = this.sourceOf(ticket)
    if (source.type === 'path') return source.path
    throw new CallRefusal({ code: 'bad_request', message: 'only a folder of this machine can be a library' })
  }

  /** A folder to list. */
  folderOf(ticket: string): string {
    return redeem(this.#folders, ticket)
  }

  forPath(path: string): string {
    return this.#openable.issue({ type: 'path', path })
  }

  /** The page knows its files by the ticket: it is the `source` of the reads that follow. `start`: the first bytes of a lone file. */
  forFiles(name: string, files: PageSource['files'], start?: Uint8Array): Ticketed {
    const ticket = randomUUID()
    const kind = start !== undefined && looksLikeArchive(start) ? 'archive' : kindOfFiles(name, files)
    this.#kinds.issue(kind, ticket)
    return { ticket: this.#openable.issue({ type: 'page', source: ticket, name, files }, ticket), name, kind }
  }

  /** Of a ticket that stands for files of the page, which have no path: the ticket is in its place. */
  offered(ticket: string): Recognized {
    const source = this.sourceOf(ticket)
    if (source.type === 'page') return { path: ticket, name: source.name, kind: redeem(this.#kinds, ticket) }
    throw new CallRefusal({ code: 'bad_request', message: 'the ticket stands for no files of the page' })
  }

  forThing({ path, name, kind }: Recognized): Ticketed {
    return { ticket: this.forPath(path), name, kind }
  }

  forThings(things: readonly Recognized[]): readonly Ticketed[] {
    return things.map((thing) => this.forThing(thing))
  }

  /** For paths that nobody needs to look at first. */
  forPaths(paths: readonly string[]): readonly Ticketed[] {
    return paths.map((path) => ({ ticket: this.forPath(path), name: nodePath.basename(path) }))
  }

  forListing({ trail, entries }: FolderListing): BrowseListing {
    return {
      trail,
      entries: entries.map(({ name, kind, path }) => ({
        name,
        kind,
        ticket: kind === 'folder' ? this.#folders.issue(path) : this.forPath(path),
      })),
    }
  }
}

/** By their names alone, as the host finds them. */
function kindOfFiles(name: string, files: PageSource['files']): GivenKind {
  try {
    const { kind } = recognizeFiles(name, files)
    return kind === 'state' ? 'graph' : kind
  } catch (error) {
    if (error instanceof TraceError) return 'nothing'
    throw error
  }
}

function redeem<Target>(book: TicketBook<Target>, ticket: string): Target {
  const target = book.redeem(ticket)
  if (target === undefined)
    throw new CallRefusal({ code: 'unknown_ticket', message: 'the ticket was not issued to this window, or is spent' })
  return target
}
