/** Colours and fonts of the canvas, read from the design tokens so that both follow one theme. */
import type { SliceKind } from '../../../shared/view-models/lanes.ts'
import { SLICE_KINDS } from './kinds.ts'

export interface CanvasTheme {
  readonly ground: string
  readonly panel: string
  readonly raised: string
  readonly hover: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textMuted: string
  readonly accent: string
  readonly onAccent: string
  readonly failed: string
  readonly onKind: string
  /** By kind code. */
  readonly kinds: readonly string[]
  readonly font: string
  readonly smallFont: string
}

/** `token` gives the computed value of a custom property. */
export function readTheme(token: (name: string) => string): CanvasTheme {
  const family = token('--font-ui')
  return {
    ground: token('--bg'),
    panel: token('--bg-panel'),
    raised: token('--bg-raised'),
    hover: token('--bg-hover'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    text: token('--text'),
    textMuted: token('--text-muted'),
    accent: token('--accent'),
    onAccent: token('--on-accent'),
    failed: token('--failed'),
    onKind: token('--on-kind'),
    kinds: SLICE_KINDS.map((kind) => token(kindToken(kind))),
    font: `${token('--text-small')} ${family}`,
    smallFont: `10px ${family}`,
  }
}

/** The design token of a kind's colour. */
export function kindToken(kind: SliceKind): string {
  switch (kind) {
    case 'turn':
      return '--kind-turn'
    case 'inference':
      return '--kind-inference'
    case 'tool':
      return '--kind-tool'
    case 'code_cell':
      return '--kind-cell'
    case 'terminal':
      return '--kind-terminal'
    case 'compaction':
    case 'compaction_request':
      return '--kind-compaction'
  }
}
