import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { locatePageFile } from './locate.ts'

const root = path.resolve('/app/out/renderer')
const named = (encodedPath: string): string | undefined => locatePageFile(root, encodedPath)?.file

describe('a page file', () => {
  test('is the start document for the empty path', () => {
    expect([named(''), named('/')]).toEqual([path.join(root, 'index.html'), path.join(root, 'index.html')])
  })

  test('is found below the root, with the type its extension stands for', () => {
    expect(locatePageFile(root, '/assets/index-a1%20b.js')).toEqual({
      file: path.join(root, 'assets', 'index-a1 b.js'),
      contentType: 'text/javascript; charset=utf-8',
    })
  })

  test.each([
    ['/../secret.html', 'dots'],
    ['/..%2f..%2fsecret.html', 'encoded slashes'],
    ['/%2e%2e/secret.html', 'encoded dots'],
    ['/assets/..%2f..%2f..%2fsecret.js', 'dots after a folder'],
    ['/..%5c..%5csecret.html', 'backslashes'],
    ['/index.html%00.js', 'a null byte'],
    ['/%', 'broken encoding'],
    ['/.', 'the root itself'],
    ['/index.js.map', 'a source map'],
    ['/assets', 'a folder'],
  ])('is not %s (%s)', (encodedPath) => {
    expect(named(encodedPath)).toBeUndefined()
  })

  test('may have two dots in its name', () => {
    expect(named('/..a.html')).toBe(path.join(root, '..a.html'))
  })
})
