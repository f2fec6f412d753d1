import { describe, expect, test } from 'vitest'
import type { GivenKind } from '../../shared/view-models/app.ts'
import { MOST_WINDOWS, planOpening, type PlanOptions } from './opening-plan.ts'
import type { Recognized } from './recognize.ts'

const dropped: PlanOptions = { compare: false, together: true, windows: true }
const named: PlanOptions = { compare: false, together: false, windows: true }
const onePage: PlanOptions = { compare: false, together: false, windows: false }

/** `'a bundle, b missing'`: names and kinds. */
function given(...things: readonly `${string} ${GivenKind}`[]): readonly Recognized[] {
  return things.map((thing) => {
    const [name = ''] = thing.split(' ')
    return { path: `/${name}`, name, kind: kindOf(thing.slice(name.length + 1)) }
  })
}

function kindOf(word: string): GivenKind {
  const kinds: readonly GivenKind[] = [
    'bundle',
    'archive',
    'graph',
    'library',
    'nothing',
    'missing',
    'unreadable',
    'slow',
  ]
  const kind = kinds.find((one) => one === word)
  if (kind === undefined) throw new Error(word)
  return kind
}

/** The plan as text: what is opened here, elsewhere, offered, said. */
function planned(things: readonly Recognized[], options: PlanOptions): string {
  const { here, compare, elsewhere, choices, notes } = planOpening(things, options)
  const names = (list: readonly Recognized[]): string => list.map(({ name }) => name).join(' ')
  const parts = [
    `here ${compare ? 'compare ' : ''}${names(here)}`.trim(),
    ...(elsewhere.length === 0 ? [] : [`elsewhere ${names(elsewhere)}`]),
    ...(choices.length === 0 ? [] : [`choose ${names(choices)}`]),
    ...notes,
  ]
  return parts.join(' | ')
}

describe('what is given', () => {
  test.each([
    ['nothing', given(), named, 'here'],
    ['one bundle', given('a bundle'), named, 'here a'],
    ['one that is gone', given('a missing'), named, 'here a'],
    ['a trace root', given('runs library'), named, 'here runs'],
    ['a drive that takes its time', given('a slow'), named, 'here a'],
    ['two in one drop', given('a bundle', 'b archive'), dropped, 'here compare a b'],
    ['two named on a command line', given('a bundle', 'b bundle'), named, 'here a | elsewhere b'],
    ['two, asked to compare', given('a bundle', 'b graph'), { ...named, compare: true }, 'here compare a b'],
    ['two where there is one page', given('a bundle', 'b bundle'), onePage, 'here | choose a b'],
    [
      'two dropped where there is one page',
      given('a bundle', 'b bundle'),
      { ...onePage, together: true },
      'here compare a b',
    ],
    ['the same twice', given('a bundle', 'a bundle'), dropped, 'here a'],
    [
      'one, asked to compare',
      given('a bundle'),
      { ...named, compare: true },
      'here a | A comparison takes two traces.',
    ],
    [
      'a bundle and a trace root, asked to compare',
      given('a bundle', 'runs library'),
      { ...named, compare: true },
      'here a | elsewhere runs | A comparison takes two traces.',
    ],
    [
      'three, asked to compare',
      given('a bundle', 'b bundle', 'c bundle'),
      { ...named, compare: true },
      'here compare a b | Left out: "c"; a comparison takes two.',
    ],
    ['a bundle and a trace root in one drop', given('a bundle', 'runs library'), dropped, 'here a | elsewhere runs'],
    [
      'a mix',
      given('a missing', 'b bundle', 'c nothing', 'd unreadable', 'e missing'),
      dropped,
      'here b | "a", "e" are not there. | "d" may not or cannot be read. | "c" holds no bundle.',
    ],
    [
      'two that open and one that is gone',
      given('a bundle', 'b bundle', 'c missing'),
      dropped,
      'here compare a b | "c" is not there.',
    ],
    ['nothing that opens', given('a missing', 'b nothing'), dropped, 'here a | "b" holds no bundle.'],
    [
      'nothing that opens, while something is shown',
      given('a missing', 'b nothing'),
      { ...dropped, occupied: true },
      'here | "a" is not there. | "b" holds no bundle.',
    ],
    [
      'a bundle and what is none, while something is shown',
      given('a bundle', 'b nothing'),
      { ...dropped, occupied: true },
      'here a | "b" holds no bundle.',
    ],
  ] as const)('%s', (_, things, options, expected) => {
    expect(planned(things, options)).toBe(expected)
  })

  test('opens no more windows than a person can mean, and says so', () => {
    const many = Array.from({ length: 25 }, (_, at): Recognized => {
      return { path: `/${String(at)}`, name: String(at), kind: 'bundle' }
    })
    const { here, elsewhere, notes } = planOpening(many, dropped)
    expect(here.length + elsewhere.length).toBe(MOST_WINDOWS)
    expect(notes).toEqual(['Left out: "20", "21", "22" and 2 more; 20 windows are opened at once.'])
  })
})
