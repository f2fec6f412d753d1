import { describe, expect, it } from 'vitest'
import type { OfferedFile } from './protocol.ts'
import { recognizeFiles } from './recognize-files.ts'

function files(...paths: readonly string[]): readonly OfferedFile[] {
  return paths.map((path) => ({ path, size: 1, mtimeMs: 0 }))
}

/** What is recognized, in one line. */
function recognize(...paths: readonly string[]): string {
  const found = recognizeFiles('dropped', files(...paths))
  return found.kind === 'bundle' ? `bundle in "${found.folder}"` : `${found.kind} ${found.file.path}`
}

describe('among files of a page', () => {
  it.each([
    [['manifest.json', 'trace.jsonl', 'payloads/1.json'], 'bundle in ""'],
    [['run/manifest.json', 'run/trace.jsonl'], 'bundle in "run/"'],
    [['runs/a/trace.jsonl', 'runs/a/payloads/1.json', 'runs/notes.txt'], 'bundle in "runs/a/"'],
    [['manifest.json'], 'bundle in ""'],
    [['trace.jsonl'], 'bundle in ""'],
    [['manifest.json', 'state.json', 'old.rollout'], 'bundle in ""'],
    [['run/trace.jsonl', 'run/payloads/manifest.json', 'run/payloads/x/trace.jsonl'], 'bundle in "run/"'],
    [['packed.rollout'], 'archive packed.rollout'],
    [['folder/Packed.ROLLOUT', 'folder/state.json'], 'archive folder/Packed.ROLLOUT'],
    [['folder/state.json', 'folder/notes.json'], 'state folder/state.json'],
    [['graph.json'], 'state graph.json'],
  ])('%j is a %s', (paths, found) => {
    expect(recognize(...paths)).toBe(found)
  })

  it.each([
    [[], 'holds no files'],
    [['notes.txt', 'a.json'], 'holds neither manifest.json nor trace.jsonl'],
    [['notes.txt'], 'holds neither manifest.json nor trace.jsonl'],
    [['a/state.json', 'b/state.json'], 'holds neither manifest.json nor trace.jsonl'],
    [['a/manifest.json', 'b/trace.jsonl'], 'holds 2 bundles: "a", "b"'],
    [
      ['1.rollout', '2.rollout', '3.rollout', '4.rollout'],
      'holds 4 bundles: "1.rollout", "2.rollout", "3.rollout" and 1 more',
    ],
  ])('%j is refused: %s', (paths, message) => {
    expect(() => recognize(...paths)).toThrow(`"dropped" ${message}`)
  })
})
