/** Orders commands for what was typed: every word must occur in title or group; a word's start counts more than its inside. Words in the order of the title come first. */
import type { Command } from './commands.svelte.ts'

const MOST = 60

export function rankCommands(commands: readonly Command[], wanted: string): readonly Command[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  return commands
    .map((command) => ({ command, score: scoreOf(`${command.title} ${command.group}`.toLowerCase(), words) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ command }) => command)
}

/** -1 if a word is missing. */
function scoreOf(text: string, words: readonly string[]): number {
  let score = words.length > 1 && text.includes(words.join(' ')) ? 1 : 0
  for (const word of words) {
    const at = text.indexOf(word)
    if (at === -1) return -1
    if (at === 0) score += 3
    else score += text.includes(` ${word}`) ? 2 : 1
  }
  return score
}
