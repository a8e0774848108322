import type {CitationDocument, CitationIntegrity} from '../citation-document.ts'
import {descend, readXml, textOf} from '../exchange/xml.ts'
import {parseDoi} from '../identifiers.ts'

export interface RegistryOptions {
  /**
   * Gets the text at an address; `undefined` where the registry knows no such source. Rejects when
   * there is no network or the answer is an error.
   */
  fetchText: (url: string) => Promise<string | undefined>
  /** Waits; handed in so that a test need not. */
  wait: (milliseconds: number) => Promise<void>
  /** The day of the look-up, "YYYY-MM-DD". */
  today: string
}

/** One source after a look-up. Without `integrity` nothing was learned, and `failure` says why. */
export interface RegistryAnswer {
  citation: CitationDocument
  integrity?: CitationIntegrity
  failure?: string
}

/** Milliseconds between requests: NCBI allows three a second without a key. */
const PAUSE = 350

/** After so many look-ups in a row that failed there is no network, and the rest is not asked. */
const PATIENCE = 3

/**
 * Asks Crossref (`updated-by` of a work) and, for a source without a DOI, PubMed (`RetractionIn`,
 * `ExpressionOfConcernIn`, `ErratumIn`) whether a source was retracted or corrected. One request
 * at a time; a source that cannot be looked up keeps the status it has, and after three failures in
 * a row nothing more is asked. Crossref REST API, "works"; NCBI E-utilities, "efetch".
 */
export async function lookUpIntegrity(
  citations: readonly CitationDocument[],
  options: RegistryOptions,
): Promise<RegistryAnswer[]> {
  const answers: RegistryAnswer[] = []
  let asked = 0
  let failures = 0
  for (const citation of citations) {
    const doi = parseDoi(citation.doi ?? '')
    if (doi === undefined && !citation.pmid) {
      answers.push({citation, failure: 'The source has no DOI and no PMID.'})
      continue
    }
    if (failures >= PATIENCE) {
      answers.push({citation, failure: `Not asked: ${PATIENCE} look-ups in a row had failed.`})
      continue
    }
    if (asked++ > 0) await options.wait(PAUSE)
    try {
      const source = doi === undefined ? 'PubMed' : 'Crossref'
      const text = await options.fetchText(
        doi === undefined
          ? pubmedAddress(citation.pmid!)
          : `https://api.crossref.org/works/${encodeURIComponent(doi)}`,
      )
      failures = 0
      const found = text && (doi === undefined ? fromPubmed(text) : fromCrossref(text))
      answers.push(
        found
          ? {citation, integrity: {...found, checkedAt: options.today, source}}
          : {citation, failure: `${source} does not know this source.`},
      )
    } catch (error) {
      failures++
      answers.push({citation, failure: error instanceof Error ? error.message : String(error)})
    }
  }
  return answers
}

function pubmedAddress(pmid: string): string {
  return `https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&id=${encodeURIComponent(pmid)}`
}

type Found = Pick<CitationIntegrity, 'status' | 'noticeDoi'>

/** From grave to slight; Crossref's update types and PubMed's reference types. */
const KINDS: readonly [RegExp, NonNullable<CitationIntegrity['status']>][] = [
  [/^(?:retraction|removal|withdrawal|partial_retraction|RetractionIn)$/i, 'retracted'],
  [/^(?:expression[_ ]of[_ ]concern|ExpressionOfConcernIn)$/i, 'concern'],
  [/^(?:correction|corrigendum|erratum|ErratumIn)$/i, 'corrected'],
]

function gravest(updates: readonly {type: string; doi?: string | undefined}[]): Found {
  for (const [pattern, status] of KINDS) {
    const update = updates.find(({type}) => pattern.test(type))
    const noticeDoi = update && parseDoi(update.doi ?? '')
    if (update) return {status, ...(noticeDoi && {noticeDoi})}
  }
  return {status: 'ok'}
}

function fromCrossref(text: string): Found | undefined {
  const answer = JSON.parse(text) as {message?: {'updated-by'?: {type?: string; DOI?: string}[]}}
  if (answer.message === undefined) return undefined
  return gravest((answer.message['updated-by'] ?? []).map(({type = '', DOI}) => ({type, doi: DOI})))
}

function fromPubmed(text: string): Found | undefined {
  const citation = descend(
    readXml(text.trim()),
    'PubmedArticleSet',
    'PubmedArticle',
    'MedlineCitation',
  )[0]
  if (!citation) return undefined
  const updates = descend(citation, 'CommentsCorrectionsList', 'CommentsCorrections')
  return gravest(
    updates.map((update) => ({
      type: update.attributes.RefType ?? '',
      doi: /doi:\s*(\S+)/i.exec(textOf(descend(update, 'RefSource')[0]) ?? '')?.[1],
    })),
  )
}
