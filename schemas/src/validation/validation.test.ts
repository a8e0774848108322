import {describe, expect, test} from 'vitest'

import {rateFitsBand} from './frequency.ts'
import {countSources, requireSource} from './has-source.ts'
import {findLostLists} from './lost-list.ts'
import {isPartialDate} from './partial-date.ts'

const paragraph = (text: string, extra: object = {}) => ({
  _type: 'block',
  _key: text.slice(0, 4),
  children: [{_type: 'span', text}],
  ...extra,
})

describe('lost lists', () => {
  test('a colon with nothing after it is a lost list', () => {
    expect(findLostLists([paragraph('They include: ')])).toEqual([
      {key: 'They', text: 'They include:'},
    ])
  })

  test('a colon before a paragraph is a lost list, before a list it is not', () => {
    const found = findLostLists([
      paragraph('One:'),
      paragraph('More text.'),
      paragraph('Two:'),
      paragraph('item', {listItem: 'bullet'}),
    ])
    expect(found).toEqual([{key: 'One:', text: 'One:'}])
  })

  test('a citation mark after the colon does not hide it', () => {
    const block = {
      _type: 'block',
      _key: 'a',
      children: [{_type: 'span', text: 'They include:'}, {_type: 'citationMark'}],
    }
    expect(findLostLists([block])).toEqual([{key: 'a', text: 'They include:'}])
  })
})

describe('sources', () => {
  const mark = {_type: 'citationMark', citations: [{_ref: 'a'}, {_ref: 'b'}]}

  test('sources are counted in text, claims and approvals', () => {
    expect(
      countSources({body: [{children: [mark]}], approvals: [{citations: [{_ref: 'c'}]}]}),
    ).toBe(3)
  })

  test('a document that cites nothing is refused with what to do', () => {
    expect(requireSource({name: 'examplinib', body: [{children: []}]})).toEqual({
      message:
        'Nothing here names a source. Add a citation to the text, or a statement with its source.',
      paths: [['body']],
    })
    expect(requireSource({body: [{children: [mark]}]})).toBe(true)
  })
})

test('a date may be known to the year, month or day', () => {
  const dates = ['2018', '2018-01', '2018-01-26', '2018-02-30', '26.1.2018', '2018-13', '18']
  expect(dates.map(isPartialDate)).toEqual([true, true, true, false, false, false, false])
})

test('a rate belongs to the band whose limits enclose it, lower limit included', () => {
  expect(rateFitsBand(0.1, 'very-common')).toBe(true)
  expect(rateFitsBand(0.1, 'common')).toBe(false)
  expect(rateFitsBand(1, 'very-common')).toBe(true)
  expect(rateFitsBand(0.0001, 'rare')).toBe(true)
})
