import { describe, expect, test } from 'vitest'
import { pathOfArgument, pathsOfPaste, readLink } from './given-text.ts'

const linux = { cwd: '/home/ada', home: '/home/ada', platform: 'linux' } as const
const mac = { cwd: '/Users/ada', home: '/Users/ada', platform: 'darwin' } as const
const windows = { cwd: 'C:\\Users\\ada', home: 'C:\\Users\\ada', platform: 'win32' } as const

const composed = 'Kaffee-é'.normalize('NFC')
const decomposed = 'Kaffee-é'.normalize('NFD')

describe('an argument', () => {
  test.each([
    [linux, 'runs/a b', '/home/ada/runs/a b'],
    [linux, '/tmp/c#d%20', '/tmp/c#d%20'],
    [linux, '/runs/a///', '/runs/a'],
    [linux, '..', '/home'],
    [linux, 'a\\b', '/home/ada/a\\b'],
    [linux, '"a"', '/home/ada/"a"'],
    [linux, '~/a', '/home/ada/~/a'],
    [linux, `/runs/${decomposed}`, `/runs/${decomposed}`],
    [linux, 'file:///runs/a%20b/', '/runs/a b'],
    [linux, 'FILE:///c', '/c'],
    [linux, 'file://localhost/c', '/c'],
    [linux, 'file://elsewhere/a', '/home/ada/file:/elsewhere/a'],
    [linux, 'file:///%', '/home/ada/file:/%'],
    [mac, `file:///runs/${encodeURIComponent(decomposed)}`, `/runs/${decomposed}`],
    [mac, '/Volumes/Traces/', '/Volumes/Traces'],
    [windows, 'runs\\a', 'C:\\Users\\ada\\runs\\a'],
    [windows, 'e/f/', 'C:\\Users\\ada\\e\\f'],
    [windows, 'D:\\b\\', 'D:\\b'],
    [windows, 'D:\\b b"', 'D:\\b b'],
    [windows, 'd:/b', 'd:\\b'],
    [windows, '\\\\server\\share\\c\\', '\\\\server\\share\\c'],
    [windows, '//server/share/c', '\\\\server\\share\\c'],
    [windows, '\\\\?\\C:\\runs\\a', '\\\\?\\C:\\runs\\a'],
    [windows, `D:\\${composed}`, `D:\\${composed}`],
    [windows, 'file:///D:/a%20b', 'D:\\a b'],
    [windows, 'file://server/share/b', '\\\\server\\share\\b'],
  ])('of $platform: %s is %s', (context, argument, path) => {
    expect(pathOfArgument(argument, context)).toBe(path)
  })
})

describe('a paste', () => {
  test.each([
    [linux, '/runs/a', ['/runs/a']],
    [linux, '  /runs/a/ \n', ['/runs/a']],
    [linux, '"/runs/a b"', ['/runs/a b']],
    [linux, "'/runs/it'", ['/runs/it']],
    [linux, '/runs/a\\ b\\(1\\)', ['/runs/a b(1)']],
    [linux, '~', ['/home/ada']],
    [linux, '~/runs', ['/home/ada/runs']],
    [linux, '"~/runs"', []],
    [linux, '~ada/runs', []],
    [linux, 'runs/a', []],
    [linux, 'some words', []],
    [linux, '', []],
    [linux, '/runs/a\n/runs/b\r\n/runs/a', ['/runs/a', '/runs/b']],
    [linux, 'file:///runs/a%20b\nfile:///runs/c', ['/runs/a b', '/runs/c']],
    [linux, 'https://example.com/a', []],
    [linux, 'rolloutlens://open?path=%2Fruns%2Fa', ['/runs/a']],
    [linux, '/runs/../etc', ['/etc']],
    [linux, `/${'x'.repeat(40_000)}`, []],
    [mac, `/runs/${decomposed}`, [`/runs/${decomposed}`]],
    [windows, '"C:\\runs\\a b"', ['C:\\runs\\a b']],
    [windows, 'C:\\runs\\(1)\\', ['C:\\runs\\(1)']],
    [windows, '\\\\server\\share\\c', ['\\\\server\\share\\c']],
    [windows, '~\\runs', ['C:\\Users\\ada\\runs']],
    [windows, '\\runs\\a', []],
    [windows, 'C:runs', []],
    [windows, '/runs/a', []],
  ])('of $platform: %j names %j', (context, text, paths) => {
    expect(pathsOfPaste(text, context)).toEqual(paths)
  })

  test('names no more than a person can mean', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `/runs/${String(at)}`)
    expect(pathsOfPaste(lines.join('\n'), linux)).toHaveLength(20)
  })
})

describe('a link', () => {
  test.each([
    ['linux', 'rolloutlens://open?path=/runs/a', ['/runs/a'], false],
    ['linux', 'ROLLOUTLENS://open/?path=%2Fruns%2Fa%20b+c', ['/runs/a b c'], false],
    ['linux', 'rolloutlens://open?path=/a&path=/b&compare=1', ['/a', '/b'], true],
    ['linux', 'rolloutlens://open?path=/a&path=/a', ['/a'], false],
    ['linux', 'rolloutlens://open?path=a&path=../b&path=', [], false],
    ['linux', 'rolloutlens://open?path=/a%00b', [], false],
    ['linux', 'rolloutlens://open?path=file:///runs/a%2520b', ['/runs/a b'], false],
    ['linux', 'rolloutlens://open', [], false],
    ['win32', 'rolloutlens://open?path=C:%5Cruns%5Ca', ['C:\\runs\\a'], false],
    ['win32', 'rolloutlens://open?path=%5C%5Cserver%5Cshare%5Ca', ['\\\\server\\share\\a'], false],
    ['win32', 'rolloutlens://open?path=/a', [], false],
  ] as const)('on %s: %s names %j', (platform, text, paths, compare) => {
    expect(readLink(text, platform)).toEqual({ paths, compare })
  })

  test.each([
    'rolloutlens://delete?path=/a',
    'rolloutlens://open/more?path=/a',
    'https://open?path=/a',
    '/a',
    'rolloutlens:',
  ])('%s is none of ours', (text) => {
    expect(readLink(text, 'linux')).toBeUndefined()
  })
})
