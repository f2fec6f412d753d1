import { expect, test } from 'vitest'
import { archiveNameFor, withExtension } from './archive-target.ts'

test.each([
  ['trace-2026', 'trace-2026.rollout'],
  ['run.rollout', 'run.rollout'],
  ['RUN.ROLLOUT', 'RUN.rollout'],
  ['a/b\\c:d*e?f"g<h>i|j\u0000k\u007fl', 'a_b_c_d_e_f_g_h_i_j_k_l.rollout'],
  ['..', 'bundle.rollout'],
  ['', 'bundle.rollout'],
  ['x'.repeat(5000), `${'x'.repeat(100)}.rollout`],
  ['😀'.repeat(150), `${'😀'.repeat(100)}.rollout`],
])('%j is saved as %j', (name, archive) => {
  expect(archiveNameFor(name)).toBe(archive)
})

test('an extension is added, but never to the name of another file', () => {
  const there = new Set(['/a/old', '/a/taken.rollout'])
  const isThere = (path: string): boolean => there.has(path)
  expect(
    ['/a/new', '/a/new.rollout', '/a/NEW.Rollout', '/a/old', '/a/taken'].map((path) => withExtension(path, isThere)),
  ).toEqual(['/a/new.rollout', '/a/new.rollout', '/a/NEW.Rollout', '/a/old', '/a/taken'])
})
