/**
 * A zip written field by field, so that any field can lie. Only for making hostile fixtures: `trace/archive` writes honest ones.
 */
import zlib from 'node:zlib'

/**
 * @typedef {object} RawEntry
 * @property {string} name
 * @property {string | Buffer} [content]
 * @property {boolean} [stored] not deflated
 * @property {number} [method] what the headers say, whatever was done
 * @property {number} [flags]
 * @property {number} [crc]
 * @property {number} [size] declared, uncompressed
 * @property {number} [mode] Unix file type and permissions
 * @property {number} [sharesDataOf] index of an earlier entry whose local header and data this one names
 */

/**
 * @param {readonly RawEntry[]} entries
 * @returns {Buffer}
 */
export function rawZip(entries) {
  /** @type {Buffer[]} */
  const parts = []
  /** @type {{ entry: RawEntry, header: Buffer, offset: number }[]} */
  const written = []
  let offset = 0
  for (const entry of entries) {
    const shared = entry.sharesDataOf === undefined ? undefined : written[entry.sharesDataOf]
    const content = Buffer.from(entry.content ?? shared?.entry.content ?? '')
    const data = (entry.stored ?? false) ? content : zlib.deflateRawSync(content, { level: 9 })
    const header = commonHeader(entry, content, data)
    const start = shared?.offset ?? offset
    written.push({ entry, header, offset: start })
    if (shared !== undefined) continue
    const local = Buffer.concat([signature(0x04034b50), header, u16(0), Buffer.from(entry.name), data])
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(
    written.map(({ entry, header, offset: start }) =>
      Buffer.concat([
        signature(0x02014b50),
        u16(0x031e), // made by: Unix, so that the mode counts
        header,
        u16(0, 0, 0, 0), // extra, comment, disk, internal attributes
        u32(((entry.mode ?? 0o100644) << 16) >>> 0, start),
        Buffer.from(entry.name),
      ]),
    ),
  )
  const end = [signature(0x06054b50), u16(0, 0, written.length, written.length), u32(directory.length, offset), u16(0)]
  return Buffer.concat([...parts, directory, ...end])
}

/**
 * From "version needed" to "length of name".
 *
 * @param {RawEntry} entry
 * @param {Buffer} content
 * @param {Buffer} data
 */
function commonHeader(entry, content, data) {
  const method = entry.method ?? ((entry.stored ?? false) ? 0 : 8)
  return Buffer.concat([
    u16(20, 0x0800 | (entry.flags ?? 0), method, 0, 0x21), // names in UTF-8; 1980-01-01
    u32(entry.crc ?? crc32(content), data.length, entry.size ?? content.length),
    u16(Buffer.byteLength(entry.name)),
  ])
}

/** @param {number} value */
function signature(value) {
  return u32(value)
}

/** @param {...number} values */
function u16(...values) {
  return Buffer.from(new Uint16Array(values).buffer)
}

/** @param {...number} values */
function u32(...values) {
  return Buffer.from(new Uint32Array(values).buffer)
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  return zlib.crc32(bytes)
}
