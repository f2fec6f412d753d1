import { describe, expect, test } from 'vitest'
import { parseArguments, type LaunchContext } from './argv.ts'

const linux: LaunchContext = { cwd: '/home/ada', platform: 'linux', defaultApp: false }
const windows: LaunchContext = { cwd: 'C:\\Users\\ada', platform: 'win32', defaultApp: false }

describe('the command line', () => {
  test('asks for nothing without arguments', () => {
    expect(parseArguments(['/opt/rolloutlens'], linux)).toEqual({ paths: [], compare: false })
  })

  test('names paths relative to the folder it was given in', () => {
    expect(parseArguments(['x', 'runs/a b', '/tmp/c#d%20', '..'], linux).paths).toEqual([
      '/home/ada/runs/a b',
      '/tmp/c#d%20',
      '/home',
    ])
  })

  test('names drives, network shares and folders under Windows', () => {
    expect(parseArguments(['x', 'runs\\a', 'D:\\b', '\\\\server\\share\\c', 'e/f'], windows).paths).toEqual([
      'C:\\Users\\ada\\runs\\a',
      'D:\\b',
      '\\\\server\\share\\c',
      'C:\\Users\\ada\\e\\f',
    ])
  })

  test('may hold file URLs', () => {
    expect(parseArguments(['x', 'file:///runs/a%20b', 'FILE:///c'], linux).paths).toEqual(['/runs/a b', '/c'])
    expect(parseArguments(['x', 'file:///D:/a', 'file://server/share/b'], windows).paths).toEqual([
      'D:\\a',
      '\\\\server\\share\\b',
    ])
  })

  test('keeps a file URL that is no path here as text', () => {
    expect(parseArguments(['x', 'file://elsewhere/a', 'file:///%'], linux).paths).toEqual([
      '/home/ada/file:/elsewhere/a',
      '/home/ada/file:/%',
    ])
  })

  test('skips the application folder under `electron .`, wherever switches stand', () => {
    expect(
      parseArguments(['electron', '--inspect=0', '.', '--no-sandbox', 'a'], { ...linux, defaultApp: true }).paths,
    ).toEqual(['/home/ada/a'])
  })

  test('skips foreign switches and takes everything after -- literally', () => {
    expect(
      parseArguments(['x', '--original-process-start-time=1', '--compare', 'a', '--', '--compare', '-b'], linux),
    ).toEqual({ paths: ['/home/ada/a', '/home/ada/--compare', '/home/ada/-b'], compare: true })
  })

  test('compares only when asked before --', () => {
    expect(parseArguments(['x', '--', '--compare'], linux).compare).toBe(false)
  })
})
