import {readFileSync} from 'node:fs'
import path from 'node:path'

import fc from 'fast-check'
import {expect, test} from 'vitest'

import {fromText} from './from-text.ts'

const fixtures = path.resolve(import.meta.dirname, '../fixtures')
const read = (name: string) => readFileSync(path.join(fixtures, name), 'utf8')
const codes = (text: string) => fromText(text).problems.map(({code}) => code)

test('every place is a range of the text as read', () => {
  const text = read('lost-lists.txt')
  const {markers, references} = fromText(text)
  expect(markers.map(({start, end}) => text.slice(start, end))).toEqual([
    '3',
    '3,8',
    '17',
    '11',
    '3,8',
  ])
  expect(references.map(({raw, start, end}) => text.slice(start, end) === raw)).toEqual([
    true,
    true,
    true,
    true,
  ])
})

test('windows line ends and a byte-order mark change places, not content', () => {
  const text = read('lost-lists.txt')
  const {documents} = fromText(`\ufeff${text.replaceAll('\n', '\r\n')}`)
  expect(documents).toEqual(fromText(text).documents)
})

test('an image description is taken out of the body and kept whole in its problem', () => {
  const text = read('lost-lists.txt')
  const result = fromText(text)
  const problem = result.problems.find(({code}) => code === 'image-text-in-prose')
  expect(problem?.message).toContain('She is holding a cup in the foreground .')
  expect(JSON.stringify(result.documents)).not.toContain('holding a cup')
})

test('a page with a description and no image words loses no paragraph', () => {
  expect(codes('Title\n\nThe doctor talks with two people about drugs.')).toEqual([
    'references-missing',
  ])
})

test('a list that is there is not reported as missing', () => {
  expect(codes(read('marked-list.txt'))).not.toContain('list-missing')
})

test('without a text there is one problem and no draft', () => {
  expect(fromText(' \n\u200b\n')).toEqual({
    title: '',
    documents: [],
    markers: [],
    references: [],
    mentions: [],
    problems: [
      {
        code: 'text-empty',
        severity: 'error',
        message: 'There is no text.',
        place: {start: 0, end: 0},
        hint: 'Check that the page was saved whole.',
      },
    ],
  })
})

test('a page that begins with a paragraph keeps it, with its marks', () => {
  const opening = `${'Many people were asked about their tablets. '.repeat(4)}They helped.1`
  const {title, markers, problems} = fromText(
    `${opening}\n\n1. Writer A. Rest. J Example Med. 2011;4(1):5-9.`,
  )
  expect(title).toBe('Many people were asked about their tablets. Many …')
  expect(markers).toEqual([{numbers: [1], start: opening.length - 1, end: opening.length}])
  expect(problems.map(({code}) => code)).toEqual(['title-missing'])
})

test('the same source under two numbers becomes one citation', () => {
  const source = 'Writer A. Rest and sleep. J Example Med. 2011;4(1):5-9.'
  const {documents, problems} = fromText(
    `Title\n\nRest helps.1 Sleep helps.2\n\n1. ${source}\n2. ${source}`,
  )
  expect(documents.filter(({_type}) => _type === 'citation')).toHaveLength(1)
  expect(problems.map(({code}) => code)).toEqual(['reference-source-twice'])
})

test('a wrapped reference is kept whole', () => {
  const {references} = fromText(
    'Title\n\nIt helps.1\n\nReferences\n1. Writer A, Author B. A title that is\nwrapped here. J Example Med. 2011;4(1):5-9.',
  )
  expect(references.map(({number, raw}) => [number, raw])).toEqual([
    [1, 'Writer A, Author B. A title that is\nwrapped here. J Example Med. 2011;4(1):5-9.'],
  ])
})

test('a line on an isotope is no reference', () => {
  const {references} = fromText(
    'Title\n\nIt helps.1\n\n177Lu-examplotate was studied in 2018 by Writer et al.\n\n1Writer A. Rest. J Example Med. 2011;4(1):5-9.',
  )
  expect(references.map(({number}) => number)).toEqual([1])
})

test('something that is not text is the mistake of the caller', () => {
  expect(() => fromText(5 as unknown as string)).toThrow(
    new TypeError('text must be a string; got number'),
  )
})

const claimWords = fc.constantFrom('treatment', 'surgery', 'tablets', 'patients', 'diarrhea')
const fillers = fc.constantFrom(
  'About 1 in 5 people took part.',
  'They took 2.5 mg within 24 hours.',
  'The Ki-67 index was below 3%.',
  'Grade G2 tumors have SSTR2 on their cells.',
  'It was given with 177Lu in 2013.',
  'Levels of CO2 and vitamin B2 were measured.',
)

test('generated pages get exactly the links that they have', () => {
  const numbers = fc.uniqueArray(fc.integer({min: 1, max: 60}), {minLength: 1, maxLength: 9})
  const pageShape = numbers.chain((listed) =>
    fc.record({
      listed: fc.constant(listed),
      statements: fc.array(
        fc.record({
          filler: fillers,
          word: claimWords,
          cited: fc.subarray(listed, {maxLength: Math.min(3, listed.length)}),
        }),
        {minLength: 1, maxLength: 10},
      ),
    }),
  )
  fc.assert(
    fc.property(pageShape, ({listed, statements}) => {
      const prose = statements
        .map(({filler, word, cited}) => `${filler} It was seen after ${word}.${cited.join(',')}`)
        .join(' ')
      const list = listed.map(
        (number) =>
          `${number}Writer A. Title ${number} of it. J Example Med. 2011;4(${number}):5-9.`,
      )
      const {markers, documents} = fromText(`Title\n\n${prose}\n\n${list.join('\n\n')}`)
      const truth = statements.map(({cited}) => cited).filter(({length}) => length > 0)
      expect(markers.map((marker) => marker.numbers)).toEqual(truth)
      expect(documents.filter(({_type}) => _type === 'citation')).toHaveLength(listed.length)
    }),
    {numRuns: 300},
  )
})

test('a page without a list has marks after words where it has them after full stops', () => {
  const marks = (text: string) => fromText(`Title\n\n${text}`).markers.map(({numbers}) => numbers)
  expect(marks('It helps patients5 now.')).toEqual([])
  expect(marks('It helps patients5 now.\n\nIt slows growth.6')).toEqual([[5], [6]])
})

test.each([
  'Sources',
  'More sources',
  'List of references:',
  'Literature cited',
  'References and notes',
])('“%s” over a list of references is no text of the page', (heading) => {
  const {documents, references} = fromText(
    `Title\n\nIt helps.1\n\n${heading}\n1. Writer A. Rest. J Ex. 2011;4(1):5-9.`,
  )
  expect(references).toHaveLength(1)
  expect(JSON.stringify(documents)).not.toContain(heading)
})
