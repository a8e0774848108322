import type {CslItem, CslName} from '../csl.ts'
import {expandPages} from '../pages.ts'
import {compact, dateOf, nameFromCommas, type ReadProblem, type ReadResult} from './reading.ts'

/**
 * Reads the MEDLINE display format of PubMed (.nbib): tags of up to four letters, then "- " (NLM,
 * "MEDLINE/PubMed Data Element (Field) Descriptions").
 */
export function readNbib(text: string): ReadResult {
  const items: CslItem[] = []
  const problems: ReadProblem[] = []
  let fields: [string, string][] = []
  const finish = () => {
    if (fields.length > 0) items.push(fromFields(fields))
    fields = []
  }
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const match = /^([A-Z]{2,4}) {0,2}- (.*)$/.exec(line)
    if (match) {
      if (match[1] === 'PMID' && fields.some(([tag]) => tag === 'PMID')) finish()
      fields.push([match[1]!, match[2]!.trim()])
    } else if (/^\s{2,}\S/.test(line) && fields.length > 0) {
      fields.at(-1)![1] += ` ${line.trim()}`
    } else if (line.trim() === '') {
      if (fields.some(([tag]) => tag === 'PMID' || tag === 'TI')) finish()
    } else problems.push({line: index + 1, message: `“${line.slice(0, 40)}” is no MEDLINE field.`})
  }
  finish()
  return {items, problems}
}

function fromFields(fields: readonly [string, string][]): CslItem {
  const all = (tag: string) => fields.filter(([name]) => name === tag).map(([, value]) => value)
  const first = (tag: string) => all(tag)[0]
  const located = (kind: string) =>
    [...all('LID'), ...all('AID')]
      .find((value) => value.endsWith(`[${kind}]`))
      ?.replace(/\s*\[\w+\]$/, '')
  const types = all('PT')
  const [year, month, day] = (first('DP') ?? '').split(/[\s-]+/)
  const pages = first('PG')
  return compact({
    type: types.includes('Preprint')
      ? 'article'
      : types.includes('Book') || first('BTI')
        ? 'book'
        : 'article-journal',
    title: (first('TI') ?? first('BTI'))?.replace(/\.$/, ''),
    author: readAuthors(fields),
    editor: all('FED').map(nameFromCommas),
    'container-title': first('JT'),
    'container-title-short': first('TA'),
    issued: dateOf(year, month, day),
    volume: first('VI'),
    issue: first('IP'),
    page: pages === undefined ? located('pii')?.match(/^e\d+$/)?.[0] : expandPages(pages),
    publisher: first('PB'),
    'publisher-place': first('CTI') ? undefined : first('PB') && first('PL'),
    DOI: located('doi'),
    PMID: first('PMID'),
    PMCID: first('PMC'),
    ISSN: first('IS')?.match(/\d{4}-\d{3}[\dX]/)?.[0],
    ISBN: first('ISBN')?.match(/[\dX-]{10,17}/)?.[0],
  })
}

/** People (FAU, or AU where FAU is not given) and study groups (CN) in the order of the record. */
function readAuthors(fields: readonly [string, string][]): CslName[] {
  const inFull = fields.some(([tag]) => tag === 'FAU')
  return fields.flatMap(([tag, value]): CslName[] => {
    if (tag === 'CN') return [{literal: value}]
    if (tag === 'FAU') return [nameFromCommas(value)]
    if (tag !== 'AU' || inFull) return []
    const match = /^(.*) (\p{Lu}{1,4})(?: (Jr|Sr|\d\w{2}))?$/u.exec(value)
    if (!match) return [{literal: value}]
    const [, family = '', given = '', suffix] = match
    return [{family, given: Array.from(given).join(' '), ...(suffix && {suffix})}]
  })
}
