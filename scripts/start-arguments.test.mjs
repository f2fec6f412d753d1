import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseStartArguments } from './start-arguments.mjs'

const HERE = resolve('/somewhere')
const parse = (/** @type {string[]} */ ...argv) => parseStartArguments(argv, HERE)

test('nothing given', () => {
  expect(parse()).toEqual({ paths: [], compare: false, open: true, port: undefined, help: false })
})

test('paths are taken from where the person stands, options anywhere between them', () => {
  expect(parse('a', '--compare', '../b c', '--no-open', resolve('/x/y'), '--port', '8123')).toEqual({
    paths: [resolve('/somewhere/a'), resolve('/b c'), resolve('/x/y')],
    compare: true,
    open: false,
    port: 8123,
    help: false,
  })
})

test('-- ends the options', () => {
  expect(parse('--no-open', '--', '--compare', '-x')).toMatchObject({
    paths: [resolve(HERE, '--compare'), resolve(HERE, '-x')],
    compare: false,
  })
})

test('file URLs stay as they are', () => {
  expect(parse('file:///a%20b')).toMatchObject({ paths: ['file:///a%20b'] })
})

test.each([['0'], ['65535']])('port %s is a port', (port) => {
  expect(parse('--port', port)).toMatchObject({ port: Number(port) })
  expect(parse(`--port=${port}`)).toMatchObject({ port: Number(port) })
})

test.each([['65536'], ['-1'], ['8e3'], ['x'], ['']])('port %j is none', (port) => {
  expect(() => parse('--port', port)).toThrow('--port needs a number from 0 to 65535')
})

test('a port is needed after --port', () => {
  expect(() => parse('--port')).toThrow('found nothing')
})

test('unknown options are refused by name', () => {
  expect(() => parse('a', '--verbose')).toThrow('unknown option --verbose')
})

test('help is help', () => {
  expect(parse('--help')).toMatchObject({ help: true })
})
