import type {CitationDocument, CitationIntegrity} from '../citation-document.ts'
import {parseDoi} from '../identifiers.ts'
import {readCsv} from './csv.ts'

/** What a list of retractions says about one source; `status` is never "ok". */
export interface Notice {
  status: 'corrected' | 'concern' | 'retracted'
  noticeDoi?: string
  /** The day of the notice, "YYYY-MM-DD", where it is given. */
  date?: string
}

/** Notices by the DOI (lower case) and by the PMID of the source that they are about. */
export interface NoticeList {
  byDoi: ReadonlyMap<string, Notice>
  byPmid: ReadonlyMap<string, Notice>
  /** Rows read, and rows that name neither a DOI nor a PMID and so cannot be looked up. */
  rows: number
  withoutIdentifier: number
}

const STATUSES: Record<string, Notice['status']> = {
  retraction: 'retracted',
  'expression of concern': 'concern',
  correction: 'corrected',
}

/**
 * Reads the public Retraction Watch CSV (Crossref, columns OriginalPaperDOI,
 * OriginalPaperPubMedID, RetractionNature, RetractionDOI, RetractionDate). Of several notices on
 * one source the gravest counts; a reinstatement takes back what came before it.
 *
 * @throws {TypeError} when the columns are not those of Retraction Watch, or nothing stands below
 *   them: a list without rows would call every source sound
 */
export function readRetractionWatch(csv: string): NoticeList {
  const byDoi = new Map<string, Notice>()
  const byPmid = new Map<string, Notice>()
  const reinstated = new Map<string, string>()
  const notices: {id: string; list: Map<string, Notice>; notice: Notice}[] = []
  let rows = 0
  let withoutIdentifier = 0
  for (const row of readCsv(csv)) {
    if (rows++ === 0 && !('OriginalPaperDOI' in row && 'RetractionNature' in row)) {
      throw new TypeError(
        `csv must have the columns OriginalPaperDOI and RetractionNature; got ${Object.keys(row).join(', ')}`,
      )
    }
    const doi = parseDoi(row.OriginalPaperDOI ?? '')
    const pmid = /^[1-9]\d*$/.exec(row.OriginalPaperPubMedID ?? '')?.[0]
    if (doi === undefined && pmid === undefined) withoutIdentifier++
    const nature = (row.RetractionNature ?? '').toLowerCase()
    const date = dayOf(row.RetractionDate ?? '')
    if (nature === 'reinstatement') {
      for (const id of [doi, pmid]) {
        if (id && (date ?? '') >= (reinstated.get(id) ?? '')) reinstated.set(id, date ?? '')
      }
    }
    const status = STATUSES[nature]
    if (status === undefined) continue
    const noticeDoi = parseDoi(row.RetractionDOI ?? '')
    const notice: Notice = {status, ...(noticeDoi && {noticeDoi}), ...(date && {date})}
    if (doi !== undefined) notices.push({id: doi, list: byDoi, notice})
    if (pmid !== undefined) notices.push({id: pmid, list: byPmid, notice})
  }
  if (rows === 0) throw new TypeError('csv must have a row of columns and rows below it; got none')
  for (const {id, list, notice} of notices) {
    const since = reinstated.get(id)
    if (since === undefined || (notice.date ?? '') > since) keepGravest(list, id, notice)
  }
  return {byDoi, byPmid, rows, withoutIdentifier}
}

/** "1/31/2020 0:00", as the list has it, or "2020-01-31". */
function dayOf(text: string): string | undefined {
  const [, month = '', day = '', year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? []
  if (year !== undefined) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
}

const GRAVITY: Notice['status'][] = ['corrected', 'concern', 'retracted']

function keepGravest(list: Map<string, Notice>, id: string, notice: Notice): void {
  const known = list.get(id)
  if (!known || GRAVITY.indexOf(notice.status) > GRAVITY.indexOf(known.status)) list.set(id, notice)
}

/**
 * Looks a source up in a list of notices.
 *
 * @param checkedAt - the day of the list, "YYYY-MM-DD"
 * @returns `undefined` when the source has no DOI and no PMID, for then nothing can be said
 */
export function integrityFrom(
  list: Pick<NoticeList, 'byDoi' | 'byPmid'>,
  citation: Pick<CitationDocument, 'doi' | 'pmid'>,
  checkedAt: string,
  source = 'Retraction Watch',
): CitationIntegrity | undefined {
  const doi = parseDoi(citation.doi ?? '')
  if (doi === undefined && !citation.pmid) return undefined
  const notice = list.byDoi.get(doi ?? '') ?? list.byPmid.get(citation.pmid ?? '')
  return {
    status: notice?.status ?? 'ok',
    checkedAt,
    source,
    ...(notice?.noticeDoi && {noticeDoi: notice.noticeDoi}),
  }
}
