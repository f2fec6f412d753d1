import { describe, expect, test } from 'vitest'
import { parseArguments, type LaunchContext } from './argv.ts'

const linux: LaunchContext = { cwd: '/home/ada', platform: 'linux', defaultApp: false }

describe('the command line', () => {
  test('asks for nothing without arguments', () => {
    expect(parseArguments(['/opt/rolloutlens'], linux)).toEqual({ paths: [], compare: false, links: [] })
  })

  test('names paths relative to the folder it was given in', () => {
    expect(parseArguments(['x', 'runs/a b', '/tmp/c#d%20', '..'], linux).paths).toEqual([
      '/home/ada/runs/a b',
      '/tmp/c#d%20',
      '/home',
    ])
  })

  test('may hold links, which are no paths', () => {
    const link = 'rolloutlens://open?path=/a'
    expect(parseArguments(['x', link, '/b'], linux)).toEqual({ paths: ['/b'], compare: false, links: [link] })
  })

  test('skips the application folder under `electron .`, wherever switches stand', () => {
    expect(
      parseArguments(['electron', '--inspect=0', '.', '--no-sandbox', 'a'], { ...linux, defaultApp: true }).paths,
    ).toEqual(['/home/ada/a'])
  })

  test('skips foreign switches and takes everything after -- literally', () => {
    expect(
      parseArguments(['x', '--original-process-start-time=1', '--compare', 'a', '--', '--compare', '-b'], linux),
    ).toEqual({ paths: ['/home/ada/a', '/home/ada/--compare', '/home/ada/-b'], compare: true, links: [] })
  })

  test('compares only when asked before --', () => {
    expect(parseArguments(['x', '--', '--compare'], linux).compare).toBe(false)
  })
})
