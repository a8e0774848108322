import type {CitationDocument} from './citation-document.ts'
import type {CslItem} from './csl.ts'
import {isValidIsbn, isValidIssn, parseDoi, parsePmcid, parsePmid} from './identifiers.ts'
import {expandPages, plainDashes} from './pages.ts'
import {takeTrailing} from './parse/trailing.ts'
import {type Problem, problem, type ProblemCode} from './problems.ts'
import {fold, isAbbreviationOf} from './similarity.ts'

/** Fields below this are shown to an editor as uncertain. */
const UNCERTAIN = 0.6

interface SourceCheck {
  id: string
  today: string | undefined
  maximumAgeYears: number
}

/** Checks one source by itself. */
export function checkSource(citation: CitationDocument, check: SourceCheck): Problem[] {
  const problems: Problem[] = []
  const report = (code: ProblemCode, field: keyof CitationDocument, message: string) => {
    problems.push(problem(code, {citation: check.id, field}, message))
  }
  checkIdentifiers(citation, report)
  checkLinks(citation, report)
  checkJournal(citation, report)
  checkDates(citation, check, report)
  checkIntegrity(citation, report)
  if (!citation.title) report('title-missing', 'title', 'The source has no title.')
  if (citation.pages && expandPages(citation.pages) !== plainDashes(citation.pages)) {
    report(
      'pages-abbreviated',
      'pages',
      `“${citation.pages}” is short for ${expandPages(citation.pages)}.`,
    )
  }
  for (const {field, confidence} of citation.parseConfidence ?? []) {
    if (confidence < UNCERTAIN && field !== 'kind') {
      report(
        'field-uncertain',
        field as keyof CitationDocument,
        `The importer was not sure of “${field}” (${confidence.toFixed(2)}).`,
      )
    }
  }
  return problems
}

type Report = (code: ProblemCode, field: keyof CitationDocument, message: string) => void

function checkIdentifiers(citation: CitationDocument, report: Report): void {
  const {doi, pmid, pmcid, issn, isbn, url, verbatim} = citation
  if (doi && !/^10\.\d{4,9}(?:\.\d+)*\/\S+$/.test(doi))
    report('doi-malformed', 'doi', `“${doi}” is not a DOI.`)
  if (pmid && !/^[1-9]\d{0,7}$/.test(pmid))
    report('pmid-malformed', 'pmid', `“${pmid}” is not a PubMed number.`)
  if (pmcid && !/^PMC\d+$/.test(pmcid))
    report('pmcid-malformed', 'pmcid', `“${pmcid}” is not a PubMed Central number.`)
  if (issn && !isValidIssn(issn)) report('issn-malformed', 'issn', `“${issn}” is not an ISSN.`)
  if (isbn && !isValidIsbn(isbn)) report('isbn-malformed', 'isbn', `“${isbn}” is not an ISBN.`)
  const found = identifiersIn(verbatim)
  const elsewhere = [
    ['doi', doi && parseDoi(doi), url && parseDoi(url), 'the web address'],
    ['pmid', pmid, url && parsePmid(url), 'the web address'],
    ['pmcid', pmcid, url && parsePmcid(url), 'the web address'],
    [
      'doi',
      doi && parseDoi(doi),
      found?.DOI && parseDoi(found.DOI),
      'the reference as it was found',
    ],
    ['pmid', pmid, found.PMID, 'the reference as it was found'],
    ['pmcid', pmcid, found.PMCID, 'the reference as it was found'],
  ] as const
  for (const [field, value, other, where] of elsewhere) {
    if (value && other && value !== other) {
      report(
        'identifier-mismatch',
        field,
        `The ${field.toUpperCase()} is ${value}; ${where} has ${other}.`,
      )
    }
  }
}

function identifiersIn(verbatim = ''): CslItem {
  const csl: CslItem = {type: 'article-journal'}
  takeTrailing(verbatim, {csl, confidence: {}})
  return csl
}

function checkLinks(citation: CitationDocument, report: Report): void {
  const {accessed, url, archiveUrl, archivedAt} = citation
  if (accessed && !url)
    report('accessed-without-url', 'accessed', `Accessed ${accessed}, and no web address.`)
  if (Boolean(archiveUrl) !== Boolean(archivedAt)) {
    report(
      'archive-incomplete',
      archiveUrl ? 'archivedAt' : 'archiveUrl',
      archiveUrl ? 'The archived copy has no date.' : 'The date of archiving has no address.',
    )
  }
}

function checkJournal(citation: CitationDocument, report: Report): void {
  const {containerTitle, containerTitleShort, verbatim} = citation
  const doubled = containerTitle?.split(/\.\s+/) ?? []
  if (doubled.length === 2 && isAbbreviationOf(doubled[1]!, doubled[0]!)) {
    report(
      'journal-doubled',
      'containerTitle',
      `The journal name stands twice: “${containerTitle}”.`,
    )
  } else {
    const twice = journalTwice(verbatim, citation.title)
    if (twice)
      report(
        'journal-doubled',
        'containerTitle',
        `The reference names the journal twice: “${twice.join('” and “')}”.`,
      )
  }
  if (!containerTitle || !containerTitleShort) return
  if (
    !isAbbreviationOf(containerTitleShort, containerTitle) ||
    hasSlip(containerTitleShort, containerTitle)
  ) {
    report(
      'journal-abbreviation-unlike',
      'containerTitleShort',
      `“${containerTitleShort}” does not look like an abbreviation of “${containerTitle}”.`,
    )
  }
}

/** The last two sentences before the year, where they are one name and none is the title. */
function journalTwice(verbatim = '', title = ''): string[] | undefined {
  const [, ...names] = /\.\s+([^.]+)\.\s+([^.]+)\.?\s*(?:19|20)\d\d\b/u.exec(verbatim) ?? []
  const [first = '', second = ''] = names
  const isSource = second !== '' && fold(first) !== fold(title)
  return isSource && (isAbbreviationOf(second, first) || isAbbreviationOf(first, second))
    ? names
    : undefined
}

/** A word nearly as long as the one it stands for, and not the start of it, is a misspelling. */
function hasSlip(short: string, full: string): boolean {
  const words = fold(full).split(' ')
  return fold(short)
    .split(' ')
    .some(
      (word) =>
        word.length > 4 &&
        !words.some((whole) => whole.startsWith(word)) &&
        words.some((whole) => whole[0] === word[0] && whole.length - word.length === 1),
    )
}

function checkDates(citation: CitationDocument, check: SourceCheck, report: Report): void {
  const {issued, verbatim} = citation
  const year = Number(issued?.slice(0, 4) || Number.NaN)
  if (!issued) report('date-missing', 'issued', 'The source has no date.')
  const thisYear = Number(check.today?.slice(0, 4) ?? Number.NaN)
  if (thisYear - year > check.maximumAgeYears) {
    report('source-old', 'issued', `The source is from ${year}, ${thisYear - year} years ago.`)
  }
  const years = yearsBesideVolume(verbatim ?? '')
  if (years.length > 1)
    report(
      'year-given-twice',
      'issued',
      `The reference gives the year twice: ${years.join(' and ')}.`,
    )
}

/** A year before the volume and another right behind the pages: two house styles in one. */
function yearsBesideVolume(verbatim: string): string[] {
  const match =
    /\b((?:19|20)\d\d)\s*;\s*\w+\s*(?:\([^()]*\))?\s*:\s*\w+(?:-\w+)?\s*[,.;(]\s*((?:19|20)\d\d)\b(?!\s*[-/])/u.exec(
      plainDashes(verbatim),
    )
  return match ? [match[1]!, match[2]!] : []
}

function checkIntegrity(citation: CitationDocument, report: Report): void {
  const {status, noticeDoi} = citation.integrity ?? {}
  const notice = noticeDoi ? ` Notice: doi:${noticeDoi}.` : ''
  if (status === 'retracted')
    report('source-retracted', 'integrity', `The source has been retracted.${notice}`)
  if (status === 'concern')
    report('source-concern', 'integrity', `The source is under an expression of concern.${notice}`)
  if (status === 'corrected')
    report('source-corrected', 'integrity', `The source has been corrected.${notice}`)
}
