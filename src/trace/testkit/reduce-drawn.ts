/** Draws a bundle, reduces it tolerantly, prints the outcome. */
import { openBundle } from '../bundle/open-bundle.ts'
import { drawRun, type DrawOptions } from './draw-bundle.ts'
import { printReduction } from './print-graph.ts'

/** As lines; those of the run that every drawing starts with are left out. */
export async function reduceDrawn(text: string, options: DrawOptions = {}): Promise<string[]> {
  const bundle = await openBundle(drawRun(text, options).source)
  const lines = printReduction(await bundle.replay({ mode: 'tolerant' })).split('\n')
  return lines.filter((line) => line !== 'turn t1 of root 3- running' && line !== 'thread root /root 2- running: -')
}
