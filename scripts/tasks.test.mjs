import { expect, test } from 'vitest'
import { binOf, inParallel, runNode } from './tasks.mjs'

test('jobs run at most `width` at a time and answer in their own order', async () => {
  let running = 0
  let most = 0
  const job = (/** @type {number} */ turns, /** @type {string} */ name) => async () => {
    most = Math.max(most, ++running)
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    running--
    return name
  }
  expect(await inParallel([job(9, 'a'), job(1, 'b'), job(4, 'c'), job(2, 'd')], 2)).toEqual(['a', 'b', 'c', 'd'])
  expect(most).toBe(2)
})

test('a child hands over both streams and its exit code', async () => {
  const script = "console.log('out'); console.error('err'); process.exitCode = Number(process.env.CODE)"
  const { code, output } = await runNode(['-e', script], { env: { CODE: '3' } })
  expect(code).toBe(3)
  expect(output).toContain('out\n')
  expect(output).toContain('err\n')
})

test('commands are found without npx, also where package.json is not exported', () => {
  expect(binOf('typescript', 'tsc')).toMatch(/tsc$/)
  expect(binOf('eslint')).toMatch(/eslint\.js$/)
  expect(() => binOf('typescript', 'nothing')).toThrow('typescript has no command nothing')
  expect(() => binOf('no-such-package')).toThrow('run npm ci')
})
