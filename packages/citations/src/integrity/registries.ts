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
 * Asks whether sources were retracted or corrected: Crossref by DOI (`updated-by` of the work, or
 * else the notices whose `update-to` names it), and PubMed (`RetractionIn`,
 * `ExpressionOfConcernIn`, `ErratumIn`) for a source without a DOI or one that Crossref does not know.
 *
 * One request at a time; a source that cannot be looked up keeps the status it has, and after three
 * failures in a row nothing more is asked. Crossref REST API, "works"; NCBI E-utilities, "efetch".
 */
export async function lookUpIntegrity(
  citations: readonly CitationDocument[],
  options: RegistryOptions,
): Promise<RegistryAnswer[]> {
  const answers: RegistryAnswer[] = []
  let requests = 0
  let failures = 0
  const get = async (url: string): Promise<string | undefined> => {
    if (requests++ > 0) await options.wait(PAUSE)
    return options.fetchText(url)
  }
  for (const citation of citations) {
    const doi = parseDoi(citation.doi ?? '')
    const {pmid} = citation
    if (doi === undefined && !pmid) {
      answers.push({citation, failure: 'The source has no DOI and no PMID.'})
      continue
    }
    if (failures >= PATIENCE) {
      answers.push({citation, failure: `Not asked: ${PATIENCE} look-ups in a row had failed.`})
      continue
    }
    try {
      const integrity =
        (doi && (await askCrossref(doi, get))) ||
        (pmid && (await askPubmed(pmid, get))) ||
        undefined
      answers.push(
        integrity
          ? {citation, integrity: {...integrity, checkedAt: options.today}}
          : {citation, failure: 'Neither Crossref nor PubMed knows this source.'},
      )
      failures = 0
    } catch (error) {
      failures++
      answers.push({citation, failure: error instanceof Error ? error.message : String(error)})
    }
  }
  return answers
}

type Get = (url: string) => Promise<string | undefined>

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

interface CrossrefUpdate {
  type?: string
  DOI?: string
}

interface CrossrefMessage {
  'updated-by'?: CrossrefUpdate[]
  items?: {DOI?: string; 'update-to'?: CrossrefUpdate[]}[]
}

async function askCrossref(doi: string, get: Get): Promise<CitationIntegrity | undefined> {
  const works = 'https://api.crossref.org/works'
  const work = await get(`${works}/${encodeURIComponent(doi)}`)
  const message = crossrefMessage(work)
  if (!message) return undefined
  let updates = message['updated-by']
  if (updates === undefined) {
    const list = await get(
      `${works}?filter=updates:${encodeURIComponent(doi)}&select=DOI,update-to`,
    )
    const items = crossrefMessage(list)?.items ?? []
    updates = items.flatMap(({DOI, 'update-to': targets = []}) =>
      targets
        .filter((target) => parseDoi(target.DOI ?? '') === doi)
        .map(({type}) => ({...(type && {type}), ...(DOI && {DOI})})),
    )
  }
  const found = gravest(updates.map(({type = '', DOI}) => ({type, doi: DOI})))
  return {...found, source: 'Crossref'}
}

function crossrefMessage(text = '{}'): CrossrefMessage | undefined {
  return (JSON.parse(text) as {message?: CrossrefMessage}).message
}

async function askPubmed(pmid: string, get: Get): Promise<CitationIntegrity | undefined> {
  const xml = await get(
    `https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&id=${encodeURIComponent(pmid)}`,
  )
  const citation =
    xml && descend(readXml(xml.trim()), 'PubmedArticleSet', 'PubmedArticle', 'MedlineCitation')[0]
  if (!citation) return undefined
  const updates = descend(citation, 'CommentsCorrectionsList', 'CommentsCorrections')
  const found = gravest(
    updates.map((update) => ({
      type: update.attributes.RefType ?? '',
      doi: /doi:\s*(\S+)/i.exec(textOf(descend(update, 'RefSource')[0]) ?? '')?.[1],
    })),
  )
  return {...found, source: 'PubMed'}
}
