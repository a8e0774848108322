import fc from 'fast-check'

/** A page with every citation that it truly has, and no other. */
export interface GeneratedPage {
  text: string
  /** In order of the text; offsets count UTF-16 units of `text`. */
  markers: {numbers: number[]; start: number; end: number}[]
  /** The numbers of the reference list, in its order. */
  listed: number[]
}

/** Sentences with numbers that are no citations, each of a kind that pages are full of. */
const traps = [
  'About 1 in 5 people took part.',
  'Close to 2 out of 3 felt better within 24 hours.',
  'They took 2.5 mg or 13.5 mg, and later 5 mg, twice a day.',
  'Levels of CO2, H2O and vitamin B12 were measured.',
  'The Ki-67 index was below 3%, or between 3% and 20%.',
  'Grade G2 and G3 tumors have SSTR2 and SSTR5 on their cells.',
  'It was given with 177Lu, 90Y or 68Ga.',
  'Both 5-FU and 5-HIAA are short names.',
  'See page 3, section 2.4 and Table 5 for more.',
  'From 2005 to 2013, and on June 5, 2013, it was new.',
  'The visit is at 5:30 on 4/5/2016.',
  'A ratio of 1:5 or 3/4 is common.',
  'An area of 5 m2 has 10 cm2 in it.',
  'People with type 2 diabetes, stage 4 disease or phase 3 trials were counted.',
  'HER2, CD20, IL-6, p53 and HbA1c are tests.',
  'Omega-3 and COVID-19 are no numbers of this page.',
  'Call 1-800-555-0123 or write to room 24.',
  'Read https://example.org/page.5 or www.example.org/2,3 for more.',
  'Version 2.4.5 came at 37.5 °C and 98.6°F.',
  'The dose was 7.4 GBq (200 mCi), about $5 a day.',
  'A T4N1M0 tumor of 2 x 3 cm is large.',
  'In 1,000 people, 2,500 scans were made.',
  'The 95% interval was 1.2-3.4 (P<.05; n=24).',
  'It takes 4-6 weeks, or 2 to 3 months.',
  'Compare Fig.2, No.5 and pp.5-9 of it.',
  'Most were older than 65. Others were 24. It began in 2013.',
  'It opens at 8:00 a.m. on the 3rd of May (n=5).',
  'The codes C25.4, D3A.012 and ICD-10 stand for it.',
  'BRCA1, MEN1, TP53, H3K27 and chr7 are on the list; so are TNF-α2 and β3.',
  'They had 10^6 cells/mL, a BMI of 24.5, and 13-cis or 1,25-dihydroxy forms.',
] as const

const words = [
  'treatment',
  'surgery',
  'tablets',
  'patients',
  'tumors',
  'survey',
  'hormones',
  'growth',
  'symptoms',
  'scans',
] as const

type Style = 'glued' | 'comma' | 'colon' | 'word' | 'bracket' | 'spaced' | 'raised' | 'quote'

const styles: readonly Style[] = [
  'glued',
  'comma',
  'colon',
  'word',
  'bracket',
  'spaced',
  'raised',
  'quote',
]

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Writes a mark in its surroundings. @returns the text before, the mark itself, and what follows */
function write(style: Style, word: string, numbers: readonly number[]): [string, string, string] {
  const list = numbers.join(',')
  switch (style) {
    case 'glued':
      return [`It was seen after ${word}.`, list, '']
    case 'comma':
      return [`After some ${word},`, list, ' it went on.']
    case 'colon':
      return [`The ways of ${word} include:`, list, '']
    case 'word':
      return [`It slows ${word}`, list, ' and more.']
    case 'bracket':
      return [`It was seen after ${word} `, `[${numbers.join(', ')}]`, '.']
    case 'spaced':
      return [`It was seen after ${word}.`, numbers.join(', '), '\u00a0']
    case 'raised':
      return [
        `It was seen after ${word}.`,
        list.replace(/\d/gu, (digit) => raisedDigits[Number(digit)] ?? digit),
        '',
      ]
    case 'quote':
      return [`They call it “${word}.”`, list, '']
    default:
      return style satisfies never
  }
}

interface Sentence {
  trap: string | undefined
  style: Style
  word: string
  cited: number[]
}

const blanks = [' ', '  ', '\u00a0 ', ' \u200b'] as const

/** Pages with a title, paragraphs full of other numbers, and a list of references. */
export function generatedPages(): fc.Arbitrary<GeneratedPage> {
  const listed = fc.uniqueArray(fc.integer({min: 1, max: 70}), {minLength: 1, maxLength: 6})
  return listed.chain((numbers) => {
    const sentence = fc.record({
      trap: fc.option(fc.constantFrom(...traps), {nil: undefined, freq: 3}),
      style: fc.constantFrom(...styles),
      word: fc.constantFrom(...words),
      cited: fc.subarray(numbers, {maxLength: Math.min(3, numbers.length)}),
    })
    return fc
      .record({
        paragraphs: fc.array(fc.array(sentence, {minLength: 1, maxLength: 4}), {
          minLength: 1,
          maxLength: 4,
        }),
        blank: fc.constantFrom(...blanks),
        newline: fc.constantFrom('\n', '\r\n'),
        label: fc.constantFrom('', ' ', '. ', '.\t'),
        hasHeading: fc.boolean(),
      })
      .map((shape) => writePage({...shape, numbers}))
  })
}

function writePage(shape: {
  numbers: readonly number[]
  paragraphs: readonly (readonly Sentence[])[]
  blank: string
  newline: string
  label: string
  hasHeading: boolean
}): GeneratedPage {
  const {numbers, blank, newline} = shape
  const gap = newline + newline
  const markers: GeneratedPage['markers'] = []
  let text = `A page on examplomas${gap}`
  for (const paragraph of shape.paragraphs) {
    for (const [index, {trap, style, word, cited}] of paragraph.entries()) {
      if (index > 0) text += blank
      if (trap) text += `${trap}${blank}`
      if (cited.length === 0) {
        text += `It was seen after ${word}.`
        continue
      }
      const [before, mark, after] = write(style, word, cited)
      text += before
      markers.push({numbers: [...cited], start: text.length, end: text.length + mark.length})
      text += mark + after
    }
    text += gap
  }
  if (shape.hasHeading) text += `References${gap}`
  const listed = [...numbers].sort((left, right) => left - right)
  text += listed
    .map(
      (number) =>
        `${number}${shape.label}Writer A, Author B. Title ${number} of it. J Example Med. 2011;4(${number}):5-9.`,
    )
    .join(gap)
  return {text, markers, listed}
}
