import { expect, it } from 'vitest'
import { drawGraph } from '../testkit/draw-graph.ts'
import { reductionToJson, reductionToText } from './reduction-json.ts'

const reduction = drawGraph((pen) => {
  pen.thread('root', [1])
  pen.turn('t', 'root', [2, 9])
  pen.payload('__proto__')
  pen.payload('p:10')
  pen.payload('p:2')
  pen.item('conversation_item:1', 'root', 'two\nlines and "quotes"')
  pen.diagnostic('line_cut_off', 'root')
})

it('writes the same document as text in pieces and as one value', () => {
  for (const options of [{}, { strict: true }]) {
    const text = [...reductionToText(reduction, options)].join('')
    const value: unknown = JSON.parse(text)
    expect(value).toEqual(JSON.parse(JSON.stringify(reductionToJson(reduction, options))))
    expect(text).toBe(`${JSON.stringify(value, null, 2)}\n`)
  }
})

it('leaves our own member out of strict output', () => {
  expect(reductionToJson(reduction, { strict: true })).not.toHaveProperty('rolloutlens')
  expect(reductionToJson(reduction)).toMatchObject({ rolloutlens: { version: 1, marks: { root: [0] } } })
})
