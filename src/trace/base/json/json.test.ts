import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDocument } from './document.ts'
import { ExactNumber, parseExact, readPlain, toPlain } from './exact.ts'
import { printCanonical, printCompact } from './print.ts'
import { checkDocument, JsonFault, type ScanRules } from './scan.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function isTaken(text: string | Uint8Array, as: ScanRules['as'] = 'value'): boolean {
  try {
    checkDocument(typeof text === 'string' ? bytesOf(text) : text, { as })
    return true
  } catch (fault) {
    if (fault instanceof JsonFault) return false
    throw fault
  }
}

describe('what is JSON', () => {
  it.each([
    'null',
    ' \t\r\n1 ',
    '"\\u00e9\\/"',
    '[]',
    '{"a":[1,{"b":{}}]}',
    '-0',
    '1.5E+10',
    '"\\ud83d\\ude00"',
    '{"":0,"":1}',
  ])('takes %s', (text) => expect(isTaken(text)).toBe(true))

  it.each([
    ...[
      '',
      ' ',
      '01',
      '1.',
      '.5',
      '+1',
      '1e',
      '-',
      '--1',
      'tru',
      'nul',
      'NaN',
      "'a'",
      '[1,]',
      '[,1]',
      '[1 2]',
      '{"a"}',
    ],
    ...['{"a":}', '{a:1}', '{"a":1,}', '[1}', '{"a":1]', '"', '"\n"', '"\\x"', '"\\u12g4"', '1 2', '[', '\ufeff1'],
    ...['"\\ud800"', '"\\udc00"', '"\\ud800\\u0041"', '"\\ud800\\ud800"'],
  ])('refuses %j', (text) => expect(isTaken(text)).toBe(false))

  it('limits nesting to 127 levels, unless only the syntax counts', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect([isTaken(nested(127)), isTaken(nested(128)), isTaken(nested(100_000), 'syntax')]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('minds surrogates and UTF-8 only where a value is read', () => {
    const invalid = Uint8Array.of(0x22, 0xff, 0x22)
    expect([isTaken('"\\ud800"', 'syntax'), isTaken(invalid, 'syntax'), isTaken(invalid)]).toEqual([true, true, false])
  })

  it('agrees with JSON.parse on any text of JSON characters', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.',
      'e',
      'true',
      'null',
      ' ',
      '\\',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        expect(isTaken(text)).toBe(parses(text))
      }),
      { numRuns: 2000 },
    )
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('exact values', () => {
  it.each([
    ['1E5', '1e+5'],
    ['1e-05', '1e-05'],
    ['-0', '0'],
    ['1.10', '1.10'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['{"b":1,"a":2,"1":3}', '{"b":1,"a":2,"1":3}'],
    ['{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
    ['{"__proto__":1}', '{"__proto__":1}'],
    ['"\\/\\u007f\\u2028\\u0001\\u001F\\n"', '"/\u007f\u2028\\u0001\\u001f\\n"'],
    ['{"$serde_json::private::Number":"1E2"}', '1e+2'],
  ])('prints %s as %s', (text, printed) => expect(printCompact(parseExact(text))).toBe(printed))

  it('sorts keys by their bytes where the form is canonical', () => {
    expect(printCanonical(parseExact('{"\u{1f600}":1,"\uffff":{"b":1,"a":2}}'))).toBe(
      '{"\uffff":{"a":2,"b":1},"\u{1f600}":1}',
    )
  })

  it('does not take a number with a fraction for an integer', () => {
    expect(toPlain(parseExact('[1, 1.0, 1e2]'))).toEqual([1, new ExactNumber('1.0'), new ExactNumber('1e2')])
  })

  it.each([
    ['{"a": [1, -0, 9007199254740993], "text": "costs: 1.50 or 1e3", "b": {}}'],
    ['{"a": 1.0}'],
    ['[ 1E2, 1]'],
    ['{"a":\n\t-0.5}'],
    ['{"a":1,"b":2,"a":3,"1":4,"__proto__":5}'],
    ['{"$serde_json::private::Number":"1E2"}'],
    ['{"\\u0024serde_json::private::Number":"1E2"}'],
    ['"\\u001b[1m \\ud83d\\ude00"'],
  ])('reads %s in ordinary objects as with all its text', (text) => {
    expect(readPlain(text)).toEqual(toPlain(parseExact(text)))
  })

  it('prints what JSON.stringify wrote as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value)
        expect(printCompact(parseExact(text))).toBe(text)
      }),
    )
  })
})

describe('documents', () => {
  const document = openDocument(bytesOf(' {"a": [1, "x,]", {"b": 2}], "a\\u0062": true, "a": [ ] , "c": [1 , [2]]} '))

  it('gives the last member of a name, also if the name is escaped', () => {
    expect(document.member('a')?.plain).toEqual([])
    expect(document.member('ab')?.plain).toBe(true)
    expect(document.member('d')).toBeUndefined()
  })

  it('gives the elements of an array one by one', () => {
    expect(
      document
        .member('c')
        ?.elements()
        ?.map(({ text }) => text),
    ).toEqual(['1', '[2]'])
    expect(document.member('ab')?.elements()).toBeUndefined()
  })
})

describe('strings', () => {
  it('end where they end, wherever they begin', () => {
    for (let length = 0; length < 12; length += 1) {
      for (const end of ['"', '\\n"', '\\u00e9é"', '']) {
        const text = `"${'x'.repeat(length)}${end}`
        const check = () => {
          checkDocument(bytesOf(text), { as: 'value' })
        }
        if (end === '') expect(check).toThrow('inside a string')
        else expect(check).not.toThrow()
      }
      const broken = bytesOf(`["${'x'.repeat(length)}\n"]`)
      expect(() => {
        checkDocument(broken, { as: 'value' })
      }).toThrow(`control character in a string at byte ${String(length + 2)}`)
    }
  })
})
