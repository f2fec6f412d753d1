import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLastFolder } from './last-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rolloutlens-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('the folder of the last choice is known to the next start', async () => {
  const file = path.join(folder, 'data', 'last-folder.json')
  await createLastFolder(file).remember(path.join(folder, 'runs', 'a'))
  expect(await createLastFolder(file).read()).toBe(path.join(folder, 'runs'))
})

test.each(['', '{', '{"lastFolder":1}', '[]'])('a file holding %j remembers nothing', async (content) => {
  const file = path.join(folder, 'last-folder.json')
  await writeFile(file, content)
  expect(await createLastFolder(file).read()).toBeUndefined()
})

test('a file that cannot be written is no failure', async () => {
  const file = path.join(folder, 'file', 'last-folder.json')
  await writeFile(path.join(folder, 'file'), '')
  await createLastFolder(file).remember('/runs/a')
  expect(await createLastFolder(file).read()).toBeUndefined()
})
