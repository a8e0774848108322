import {frequencyBands} from '@net-therapies/schemas'
import {expect, test} from 'vitest'

import {frequencyWords} from '../../packages/react/src/side-effect-words.ts'

test('pages explain the frequency words that the content model knows, with its limits', () => {
  expect(frequencyWords.map(({band}) => band)).toEqual(frequencyBands.map(({value}) => value))
  const oneIn = (share: number) => `1 in ${Math.round(1 / share).toLocaleString('en-US')}`
  for (const {value, title, from, to} of frequencyBands) {
    const {word, meaning} = frequencyWords.find(({band}) => band === value)!
    if (meaning === undefined) continue
    expect(title.startsWith(`${word} (`)).toBe(true)
    const limits = [from, to].filter((limit) => limit > 0 && limit < 1).map(oneIn)
    expect(meaning.match(/1 in [\d,]+/g)?.map((limit) => limit.replace(/,$/, ''))).toEqual(limits)
  }
})
