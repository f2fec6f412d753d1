/** The event index as it is built: growing typed columns, strings once each, no object per event. */
import { as, type CodexTurnId, type ThreadId } from '../base/ids.ts'
import { ensure } from '../base/assert.ts'
import type { EventIndex, EventRow } from '../model/event-index.ts'
import { objectKinds, type ObjectKind, type ObjectRef } from '../model/object-ref.ts'

export type NewRow = Omit<EventRow, 'index'>

/** Most specific first: an event is about its call rather than about the thread the call is in. */
const rankOfKind = new Map<ObjectKind, number>(
  [
    'interaction_edge',
    'terminal_operation',
    'terminal_session',
    'code_cell',
    'tool_call',
    'compaction_request',
    'compaction',
    'inference_call',
    'conversation_item',
    'codex_turn',
    'thread',
    'raw_payload',
    'raw_event',
    'diagnostic',
  ].flatMap((kind, rank) => objectKinds.filter((known) => known === kind).map((known) => [known, rank])),
)

export class EventColumns implements EventIndex {
  readonly #seq = new Column((length) => new Float64Array(length))
  readonly #line = new Column((length) => new Uint32Array(length))
  readonly #offset = new Column((length) => new Float64Array(length))
  readonly #length = new Column((length) => new Float64Array(length))
  readonly #time = new Column((length) => new Float64Array(length))
  readonly #type = new Column((length) => new Uint32Array(length))
  readonly #thread = new Column((length) => new Uint32Array(length))
  readonly #turn = new Column((length) => new Uint32Array(length))
  readonly #strings = new Strings()
  /** Objects of the event at i: [touchStart(i), touchStart(i + 1)) in `#touches`. */
  readonly #touchStart = new Column((length) => new Uint32Array(length))
  readonly #touches = new Column((length) => new Uint32Array(length))
  readonly #objects: ObjectRef[] = []
  /** How many events there were when each object was touched last. */
  readonly #touchedLast = new Column((length) => new Uint32Array(length))
  readonly #objectIds = new Map<ObjectKind, Map<string, number>>()
  #indexBySeq: Map<number, number> | undefined
  #eventsOfObject: EventsOfObject | undefined

  get count(): number {
    return this.#seq.length
  }

  /** Starts the next row; objects touched from now on belong to it. */
  append(row: NewRow): void {
    this.#indexBySeq?.set(row.seq, this.#indexBySeq.get(row.seq) ?? this.count)
    this.#seq.push(row.seq)
    this.#line.push(row.line)
    this.#offset.push(row.offset)
    this.#length.push(row.length)
    this.#time.push(row.time)
    this.#type.push(this.#strings.indexOf(row.type))
    this.#thread.push(this.#strings.indexOfNullable(row.thread_id))
    this.#turn.push(this.#strings.indexOfNullable(row.codex_turn_id))
    this.#touchStart.push(this.#touches.length)
  }

  /** The newest event made or changed the object. Once per event. */
  touch(kind: ObjectKind, id: string): void {
    const object = this.#objectIndex(kind, id)
    if (this.#touchedLast.at(object) === this.count) return
    this.#touchedLast.set(object, this.count)
    this.#touches.push(object)
  }

  row(index: number): EventRow {
    const thread = this.#strings.at(this.#thread.at(index))
    const turn = this.#strings.at(this.#turn.at(index))
    return {
      index,
      seq: this.#seq.at(index),
      line: this.#line.at(index),
      offset: this.#offset.at(index),
      length: this.#length.at(index),
      time: this.#time.at(index),
      type: this.#strings.at(this.#type.at(index)) ?? '',
      thread_id: thread === null ? null : as<ThreadId>(thread),
      codex_turn_id: turn === null ? null : as<CodexTurnId>(turn),
    }
  }

  objectsOf(index: number): readonly ObjectRef[] {
    const end = index + 1 < this.count ? this.#touchStart.at(index + 1) : this.#touches.length
    const objects: ObjectRef[] = []
    for (let at = this.#touchStart.at(index); at < end; at += 1) {
      objects.push(ensure(this.#objects[this.#touches.at(at)], 'a touched object is known'))
    }
    return objects.sort((a, b) => rankOf(a) - rankOf(b))
  }

  eventsOf(ref: ObjectRef): readonly number[] {
    const object = this.#objectIds.get(ref.kind)?.get(ref.id)
    return object === undefined ? [] : this.#inverted().eventsOf(object)
  }

  indexOfSeq(seq: number): number | undefined {
    if (this.#indexBySeq === undefined) {
      this.#indexBySeq = new Map()
      for (let index = this.count - 1; index >= 0; index -= 1) this.#indexBySeq.set(this.#seq.at(index), index)
    }
    return this.#indexBySeq.get(seq)
  }

  #objectIndex(kind: ObjectKind, id: string): number {
    const ofKind = this.#objectIds.get(kind) ?? new Map<string, number>()
    this.#objectIds.set(kind, ofKind)
    const known = ofKind.get(id)
    if (known !== undefined) return known
    ofKind.set(id, this.#objects.length)
    this.#touchedLast.push(0)
    return this.#objects.push({ kind, id }) - 1
  }

  #inverted(): EventsOfObject {
    if (this.#eventsOfObject?.touches !== this.#touches.length) {
      this.#eventsOfObject = new EventsOfObject(this.count, this.#objects.length, this.#touchStart, this.#touches)
    }
    return this.#eventsOfObject
  }
}

/** The touches sorted by object, for the state of the columns at one moment. */
class EventsOfObject {
  readonly touches: number
  readonly #start: Uint32Array
  readonly #events: Uint32Array

  constructor(events: number, objects: number, touchStart: Column, touches: Column) {
    this.touches = touches.length
    this.#start = new Uint32Array(objects + 1)
    this.#events = new Uint32Array(touches.length)
    for (let at = 0; at < touches.length; at += 1) this.#bump(touches.at(at) + 1)
    for (let object = 0; object < objects; object += 1) this.#add(object + 1, this.#start[object] ?? 0)
    const next = this.#start.slice()
    for (let event = 0; event < events; event += 1) {
      const end = event + 1 < events ? touchStart.at(event + 1) : touches.length
      for (let at = touchStart.at(event); at < end; at += 1) {
        const object = touches.at(at)
        const place = next[object] ?? 0
        this.#events[place] = event
        next[object] = place + 1
      }
    }
  }

  eventsOf(object: number): number[] {
    return [...this.#events.subarray(this.#start[object], this.#start[object + 1])]
  }

  #bump(object: number): void {
    this.#add(object, 1)
  }

  #add(object: number, amount: number): void {
    this.#start[object] = (this.#start[object] ?? 0) + amount
  }
}

function rankOf(ref: ObjectRef): number {
  return rankOfKind.get(ref.kind) ?? objectKinds.length
}

/** A typed array that grows by doubling. */
class Column {
  readonly #make: (length: number) => Float64Array | Uint32Array
  #values: Float64Array | Uint32Array
  length = 0

  constructor(make: (length: number) => Float64Array | Uint32Array) {
    this.#make = make
    this.#values = make(256)
  }

  at(index: number): number {
    return ensure(this.#values[index], 'an index within the column')
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = this.#make(this.length * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.length] = value
    this.length += 1
  }
}

/** Each string once; index 0 stands for null. */
class Strings {
  readonly #indices = new Map<string, number>()
  readonly #strings: (string | null)[] = [null]

  indexOf(text: string): number {
    const known = this.#indices.get(text)
    if (known !== undefined) return known
    this.#indices.set(text, this.#strings.length)
    return this.#strings.push(text) - 1
  }

  indexOfNullable(text: string | null): number {
    return text === null ? 0 : this.indexOf(text)
  }

  at(index: number): string | null {
    return this.#strings[index] ?? null
  }
}
