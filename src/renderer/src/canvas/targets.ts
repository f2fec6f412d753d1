/** Questions about targets: where they lie on the axis, whether two are the same. */
import { f64 } from './columns.ts'
import type { Scene, Stretch, Target } from './scene.ts'

export function stretchOfTarget({ placement, edges }: Pick<Scene, 'placement' | 'edges'>, target: Target): Stretch {
  switch (target.type) {
    case 'slice':
      return { from: f64(placement.start, target.slice), to: f64(placement.end, target.slice) }
    case 'edge':
      return ordered(f64(edges.x0, target.edge), f64(edges.x1, target.edge))
    case 'bundle':
      return ordered(target.bundle.x0, target.bundle.x1)
    case 'lane':
      return { from: f64(placement.laneStart, target.lane), to: f64(placement.laneEnd, target.lane) }
    case 'gap':
      return { from: target.gap.start, to: target.gap.end }
  }
}

export function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.type === 'slice') return b.type === 'slice' && a.slice === b.slice && a.merged === b.merged
  if (a.type === 'edge') return b.type === 'edge' && a.edge === b.edge
  if (a.type === 'lane') return b.type === 'lane' && a.lane === b.lane
  if (a.type === 'bundle') return b.type === 'bundle' && a.bundle === b.bundle
  return b.type === 'gap' && a.gap === b.gap
}

function ordered(a: number, b: number): Stretch {
  return { from: Math.min(a, b), to: Math.max(a, b) }
}
