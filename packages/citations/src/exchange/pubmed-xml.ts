import type {CslDate, CslItem, CslName} from '../csl.ts'
import {expandPages} from '../pages.ts'
import {compact, dateOf, type ReadResult} from './reading.ts'
import {descend, readXml, textOf, type XmlElement} from './xml.ts'

/** MeSH identifier of the publication type "Preprint". */
const PREPRINT = 'D000076942'

/** Reads PubMed XML (`PubmedArticleSet`, NLM DTD of 2019 and later). */
export function readPubmedXml(text: string): ReadResult {
  let root: XmlElement
  try {
    root = readXml(text.replace(/^\uFEFF/, '').trim())
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return {items: [], problems: [{line: 1, message: error.message}]}
  }
  const sets = [root, ...descend(root, 'PubmedArticleSet')]
  const articles = sets.flatMap((set) => descend(set, 'PubmedArticle'))
  if (articles.length === 0) {
    return {items: [], problems: [{line: 1, message: 'There is no PubmedArticle in this file.'}]}
  }
  return {items: articles.map(fromArticle), problems: []}
}

function fromArticle(record: XmlElement): CslItem {
  const at = (...path: string[]) => descend(record, 'MedlineCitation', 'Article', ...path)
  const text = (...path: string[]) => textOf(at(...path)[0])
  const id = (kind: string) =>
    descend(record, 'PubmedData', 'ArticleIdList', 'ArticleId').find(
      ({attributes}) => attributes.IdType === kind,
    )
  const doi = at('ELocationID').find(({attributes}) => attributes.EIdType === 'doi')
  const isPreprint = at('PublicationTypeList', 'PublicationType').some(
    ({attributes}) => attributes.UI === PREPRINT,
  )
  const pages = text('Pagination', 'MedlinePgn')
  return compact({
    type: isPreprint ? 'article' : 'article-journal',
    title: text('ArticleTitle')?.replace(/\.$/, ''),
    author: at('AuthorList', 'Author').map(readAuthor),
    'container-title': text('Journal', 'Title'),
    'container-title-short': text('Journal', 'ISOAbbreviation'),
    issued: readDate(at('Journal', 'JournalIssue', 'PubDate')[0]) ?? readDate(at('ArticleDate')[0]),
    volume: text('Journal', 'JournalIssue', 'Volume'),
    issue: text('Journal', 'JournalIssue', 'Issue'),
    page: pages && expandPages(pages),
    DOI: textOf(id('doi')) ?? textOf(doi),
    PMID: textOf(descend(record, 'MedlineCitation', 'PMID')[0]),
    PMCID: textOf(id('pmc')),
    ISSN: text('Journal', 'ISSN'),
  })
}

function readAuthor(author: XmlElement): CslName {
  const part = (name: string) => textOf(descend(author, name)[0])
  const literal = part('CollectiveName')
  if (literal !== undefined) return {literal}
  const [family, given, suffix] = [
    part('LastName'),
    part('ForeName') ?? part('Initials'),
    part('Suffix'),
  ]
  return {...(family && {family}), ...(given && {given}), ...(suffix && {suffix})}
}

function readDate(date: XmlElement | undefined): CslDate | undefined {
  if (!date) return undefined
  const part = (name: string) => textOf(descend(date, name)[0])
  const words = (part('MedlineDate') ?? '').split(/[\s-]+/)
  return dateOf(part('Year') ?? words[0], part('Month') ?? words[1], part('Day'))
}
