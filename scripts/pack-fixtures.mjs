#!/usr/bin/env node
/**
 * Makes the packed fixtures: one tar per folder of bundles, compressed as a whole with brotli, because recordings repeat each
 * other fifty-fold and a zip of each would be twelve times the size. Same input, same bytes. See fixtures/README.md.
 *
 *   node scripts/pack-fixtures.mjs pack FOLDER FILE.tar.br [--only NAME,NAME]   files under FOLDER, all or only those so named
 *   node scripts/pack-fixtures.mjs unpack FILE.tar.br FOLDER                    needs `tar` on the path
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const BLOCK = 512

const [command, from, to, flag, only] = process.argv.slice(2)
if (from === undefined || to === undefined) usage()
else if (command === 'pack' && (flag === undefined || (flag === '--only' && only))) pack(from, to)
else if (command === 'unpack' && flag === undefined) unpack(from, to)
else usage()

function usage() {
  console.error('usage: pack-fixtures.mjs pack FOLDER FILE.tar.br [--only NAME,NAME] | unpack FILE.tar.br FOLDER')
  process.exitCode = 64
}

/** @param {string} folder @param {string} file */
function pack(folder, file) {
  const wanted = only?.split(',')
  const names = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (wanted === undefined || wanted.includes(entry.name)))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
  const tar = Buffer.concat([
    ...names.flatMap((name) => entryOf(name, fs.readFileSync(path.join(folder, name)))),
    Buffer.alloc(2 * BLOCK),
  ])
  const packed = zlib.brotliCompressSync(tar, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
    },
  })
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, packed)
  console.log(`${file}: ${names.length} files, ${tar.length} bytes in ${packed.length}`)
}

/** @param {string} file @param {string} folder */
function unpack(file, folder) {
  fs.mkdirSync(folder, { recursive: true })
  const input = zlib.brotliDecompressSync(fs.readFileSync(file))
  const { status, error } = spawnSync('tar', ['-xf', '-', '-C', folder], {
    input,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  if (error) throw error
  process.exitCode = status === 0 ? 0 : 1
}

/**
 * A ustar header, the bytes, zeros up to the next block. Owner, mode and time are always the same.
 *
 * @param {string} name
 * @param {Buffer} bytes
 */
function entryOf(name, bytes) {
  if (Buffer.byteLength(name) > 100) throw new Error(`name too long for a ustar header: ${name}`)
  const header = Buffer.alloc(BLOCK)
  /** @param {number} value @param {number} width */
  const octal = (value, width) => value.toString(8).padStart(width - 1, '0')
  header.write(name, 0)
  header.write(octal(0o644, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(bytes.length, 12), 124)
  header.write(octal(0, 12), 136)
  header.write(' '.repeat(8), 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 7)}\0 `, 148, 'latin1')
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]
}
