import {describe, expect, test} from 'vitest'

import type {CslItem, CslName} from '../csl.ts'
import {expandPages} from '../pages.ts'
import {parseReference} from './parse-reference.ts'

/**
 * How well references are read that nobody wrote a rule for: invented sources, printed in the ways
 * that people print them, at random but the same at every run. The aims are 95 % of fields right in
 * clean Vancouver style and 85 % in messy ones.
 */
interface Article {
  authors: CslName[]
  title: string
  journal: string
  abbreviation: string
  year: number
  volume: string
  issue: string
  page: string
}

/** Numerical Recipes' generator of 32 bits, so that every run prints the same references. */
function randomFrom(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const pick = <Value>(...values: Value[]): Value => values[Math.floor(next() * values.length)]!
  return {pick, below: (end: number) => Math.floor(next() * end)}
}

type Random = ReturnType<typeof randomFrom>

const NAMES: CslName[] = [
  {family: 'Alpha', given: 'I M'},
  {family: 'Beta', given: 'C'},
  {family: 'van der Gamma', given: 'J F'},
  {family: "O'Delta", given: 'T M'},
  {family: 'García-Epsilon', given: 'R'},
  {family: 'de Zeta', given: 'W W'},
  {family: 'Eta', given: 'R C', suffix: 'Jr'},
  {family: 'Öberg', given: 'K'},
  {family: 'Theta', given: 'H', suffix: '3rd'},
  {family: 'Le Iota', given: 'C W'},
  {family: 'Łukaszewicz', given: 'A'},
  {family: 'McKappa', given: 'A B'},
  {family: 'Al-Lambda', given: 'T'},
]
const TITLES = [
  'Examplinib in metastatic examples of the gut: a randomised, double-blind, phase 3 trial (EXAMPLE-1)',
  'Is examplinib better than rest?',
  'Long-term outcome of 35 825 cases in the United States',
  '177Lu-examplotate for progressive examples of the midgut',
  'Examples of the lung. A consensus statement of the Example Society',
  'Patient-reported burden of examples: results from the first global survey',
  'Role of the Example-2 pathway in Crohn’s disease and β-cell function',
]
const JOURNALS: readonly (readonly [string, string])[] = [
  ['The New England Journal of Medicine', 'N Engl J Med'],
  ['Journal of Clinical Oncology', 'J Clin Oncol'],
  ['Clinical Gastroenterology and Hepatology', 'Clin Gastroenterol Hepatol'],
  ['Lancet', 'Lancet'],
  ['Pancreas', 'Pancreas'],
  ['Clinical Endocrinology', 'Clin Endocrinol (Oxf)'],
  ['BMC Cancer', 'BMC Cancer'],
  ['Endocrine-Related Cancer', 'Endocr Relat Cancer'],
]

function article({pick, below}: Random): Article {
  const first = below(NAMES.length)
  const [journal, abbreviation] = pick(...JOURNALS)
  const start = 100 + below(800)
  return {
    authors: Array.from(
      {length: 1 + below(6)},
      (_, index) => NAMES[(first + index) % NAMES.length]!,
    ),
    title: pick(...TITLES),
    journal,
    abbreviation,
    year: 1990 + below(36),
    volume: String(1 + below(400)),
    issue: pick('', '1', '5-6', 'Suppl 1', '3 Pt 1', '10022'),
    page: pick(
      `${start}-${start + 9}`,
      `${start}-${start + 9}`,
      'e1002',
      'S12-S18',
      'R163-R185',
      '7',
    ),
  }
}

const initials = ({given = ''}: CslName) => given.replaceAll(' ', '')
const nameOf = (name: CslName) =>
  `${name.family} ${initials(name)}${name.suffix ? ` ${name.suffix}` : ''}`
const dotted = (name: CslName) =>
  `${initials(name)
    .split('')
    .map((letter) => `${letter}.`)
    .join(' ')}${name.suffix ? ` ${name.suffix}` : ''}`
const shortened = (page: string) => page.replace(/^(\d)(\d+)-\1/, '$1$2-')
const ended = (title: string) => (title.endsWith('?') ? title : `${title}.`)
const inBrackets = (issue: string) => (issue ? `(${issue})` : '')

function clean(source: Article, {pick, below}: Random): string {
  const {authors, title, abbreviation, year, volume, issue, page} = source
  const date = pick('', ' Jun', ` Jun ${1 + below(28)}`)
  const more = pick('', '', ', et al')
  const end = pick(
    '',
    ' doi:10.1000/x.2010.03(1)',
    ' PMID: 20134305.',
    ' doi: 10.1000/x. Epub 2009 Dec 17.',
  )
  return `${authors.map(nameOf).join(', ')}${more}. ${ended(title)} ${abbreviation}. ${year}${date};${volume}${inBrackets(issue)}:${pick(page, shortened(page))}.${end}`
}

function messy(source: Article, {pick, below}: Random): string {
  const {authors, title, journal, abbreviation, year, volume, page} = source
  const issue = inBrackets(source.issue)
  const number = pick('', '', '12', '[3] ', '45. ', '7) ', 'xii ')
  const list = pick(
    authors.map(nameOf).join(', '),
    authors.map(nameOf).join(','),
    authors.map(nameOf).join('; '),
    authors
      .map(nameOf)
      .join(', ')
      .replace(/, (?=[^,]*$)/, ' & '),
    authors.map((name) => `${name.family} ${dotted(name)}`).join(', '),
  )
  const more = pick('', '', ', et al', ' et al.', ',et al', ' et. al.')
  const stop = pick('. ', '. ', ' . ', '.. ', ': ', ' ', '.')
  const name = pick(journal, abbreviation, `${journal}. ${abbreviation}`)
  const pages = pick(page, shortened(page)).replace('-', pick('-', '–', '—', '−', ' - '))
  const gap = () => pick('', ' ')
  const place = pick(
    `. ${year};${volume}${issue}:${pages}`,
    `${gap()}. ${year} Jun${gap()};${gap()}${volume}${gap()}${issue}${gap()}:${gap()}${pages}${gap()}`,
    ` ${volume} ${issue}: ${pages}, ${year}`,
    `, ${volume}${issue}, ${pages} (${year})`,
    `, ${year}, ${volume}${issue}: ${pages}`,
    ` ${year} ${volume}${issue} ${pages}`,
    `. ${year};${volume}${issue}:${pages}, ${year}`,
  )
  const end = pick(
    '.',
    '',
    '..',
    '. https://doi.org/10.1000/x',
    '. [PubMed] [Google Scholar]',
    '. PMID: 20134305; PMCID: PMC123456.',
    `. Available at: https://example.org/a. Accessed June ${1 + below(28)}, 2018.`,
    '. Review.',
  )
  const text = `${number}${list}${more}${stop}${ended(title)}${pick(' ', ' ', '  ', '')}${name}${place}${end}`
  return text.replaceAll('...', '..')
}

const fold = (text = '') =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function rightFields(source: Article, item: CslItem | null): Record<string, boolean> {
  const names = (list: CslName[] = []) => list.map((name) => fold(nameOf(name))).join()
  const journal = fold(item?.['container-title'])
  return {
    authors: names(item?.author) === names(source.authors),
    title: fold(item?.title) === fold(source.title),
    journal: journal === fold(source.journal) || journal === fold(source.abbreviation),
    year: item?.issued?.['date-parts']?.[0]?.[0] === source.year,
    volume: item?.volume === source.volume,
    issue: fold(item?.issue) === fold(source.issue),
    pages: expandPages(item?.page ?? '') === source.page,
  }
}

const COUNT = 1000

describe.each([
  ['clean', clean, 0.95],
  ['messy', messy, 0.85],
] as const)('%s references', (_, print, aim) => {
  const random = randomFrom(20_190_401)
  const found = Array.from({length: COUNT}, () => {
    const source = article(random)
    const {csl, confidence} = parseReference(print(source, random))
    return {right: rightFields(source, csl), confidence}
  })

  test.each(['authors', 'title', 'journal', 'year', 'volume', 'issue', 'pages'])(
    'of a thousand have the %s right as often as is aimed at',
    (field) => {
      const right = found.filter((one) => one.right[field]).length
      expect(right / COUNT).toBeGreaterThanOrEqual(aim)
    },
  )

  test('a title of high confidence is right', () => {
    const sure = found.filter(({confidence}) => (confidence.title ?? 0) >= 0.9)
    expect(sure.length).toBeGreaterThan(COUNT / 3)
    expect(sure.filter(({right}) => right.title).length / sure.length).toBeGreaterThan(0.97)
  })
})
