import { expect, test } from 'vitest'
import { pictureOf } from './picture.ts'

test('pictures are those of pixels, whole and encoded as they say', async () => {
  const picture = pictureOf('data:image/png;base64,aGVsbG8=')
  expect([picture?.type, await picture?.text()]).toEqual(['image/png', 'hello'])
})

test.each([
  'data:image/svg+xml;base64,aGVsbG8=',
  'data:image/png;base64,a',
  'data:text/html;base64,aGVsbG8=',
  'a picture: data:image/png;base64,aGVsbG8=',
  'data:image/png;charset=x;base64,aGVsbG8=',
  'data:image/png,aGVsbG8=',
  'http://127.0.0.1:9/x.png',
  'blob:http://127.0.0.1/x',
])('%s is no picture', (text) => {
  expect(pictureOf(text)).toBeUndefined()
})
