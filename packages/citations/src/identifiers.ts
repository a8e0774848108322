/**
 * Reads a DOI in any of the ways people write it: bare, after "doi:", or as a doi.org address.
 *
 * The result is lower case, for DOI names compare without regard to case (DOI Handbook, 2.4).
 * A closing bracket belongs to the DOI when it has a partner in it; a full stop at the end does not.
 *
 * @returns `undefined` when there is no DOI (prefix "10.", four to nine digits, "/", suffix)
 */
export function parseDoi(text: string): string | undefined {
  const found = DOI.exec(text)?.[1]
  return found === undefined ? undefined : trimAddress(found).toLowerCase()
}

const DOI =
  /^\s*(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi\s*[:.]?\s*)?(10\.\d{4,9}(?:\.\d+)*\/\S+)\s*$/iu

/** Takes off the punctuation of the sentence that a DOI or an address stands in. */
export function trimAddress(address: string): string {
  let end = address
  for (;;) {
    const next = end.replace(/[.,;:'"’”>]+$/u, '')
    const last = next.at(-1)
    const open = last === ')' ? '(' : last === ']' ? '[' : undefined
    const unpaired = open !== undefined && next.split(open).length < next.split(last!).length
    const shorter = unpaired ? next.slice(0, -1) : next
    if (shorter === end) return end
    end = shorter
  }
}

/**
 * Reads a PubMed identifier: one to eight digits, not starting with 0 (PubMed help, "PMID"), bare,
 * after "PMID" or as an address of PubMed. It has no check digit.
 */
export function parsePmid(text: string): string | undefined {
  return /^\s*(?:(?:pubmed\s*)?pmid\s*:?\s*|https?:\/\/(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov\/pubmed)\/)?([1-9]\d{0,7})\/?\s*$/iu.exec(
    text,
  )?.[1]
}

/**
 * Reads a PubMed Central identifier, with its letters or after "PMCID", and writes it as "PMC" and
 * digits (NLM, "PMCIDs and PMIDs").
 */
export function parsePmcid(text: string): string | undefined {
  const digits =
    /^\s*(?:(?:pmc\s?id\s*:?\s*)(?:pmc)?|https?:\/\/\S*?\/(?:articles\/)?pmc|pmc)\s*(\d{1,9})\/?\s*$/iu.exec(
      text,
    )?.[1]
  return digits === undefined ? undefined : `PMC${digits}`
}

/** Whether an ISSN has the form NNNN-NNNC and the right check digit (ISO 3297, modulus 11). */
export function isValidIssn(issn: string): boolean {
  if (!/^\d{4}-?\d{3}[\dXx]$/.test(issn)) return false
  return weightedSum(issn.replace('-', ''), (index) => 8 - index) % 11 === 0
}

/** Whether an ISBN of 10 or 13 digits has the right check digit (ISO 2108). */
export function isValidIsbn(isbn: string): boolean {
  const digits = isbn.replaceAll(/[\s-]/g, '')
  if (/^\d{9}[\dXx]$/.test(digits)) return weightedSum(digits, (index) => 10 - index) % 11 === 0
  return (
    /^97[89]\d{10}$/.test(digits) && weightedSum(digits, (index) => (index % 2 ? 3 : 1)) % 10 === 0
  )
}

/**
 * Whether an ORCID iD, bare or as an orcid.org address, has the right check digit (ISO/IEC 7064,
 * MOD 11-2, as described in "Structure of the ORCID Identifier").
 */
export function isValidOrcid(orcid: string): boolean {
  const match = /^(?:https?:\/\/orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$/.exec(orcid)
  if (!match?.[1]) return false
  const digits = match[1].replaceAll('-', '')
  let total = 0
  for (const digit of digits.slice(0, 15)) total = (total + Number(digit)) * 2
  return digitValue(digits.at(-1)!) === (12 - (total % 11)) % 11
}

function weightedSum(digits: string, weight: (index: number) => number): number {
  let sum = 0
  for (const [index, digit] of Array.from(digits).entries())
    sum += digitValue(digit) * weight(index)
  return sum
}

function digitValue(digit: string): number {
  return digit === 'X' || digit === 'x' ? 10 : Number(digit)
}
