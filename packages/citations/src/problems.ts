/** Something wrong with a source or with the place that cites it. Returned, never thrown. */
export interface Problem {
  /** Stable, for tests and documentation; the message may be reworded. */
  code: ProblemCode
  severity: 'error' | 'warning'
  place: {
    /** The published id of the citation. */
    citation?: string
    /** The field of the citation. */
    field?: string
    /** Where in the content the source is cited. */
    path?: (string | number)[]
  }
  /** What is wrong, with the value that is. */
  message: string
  /** What to do about it. */
  hint: string
}

/** Every code, its severity, and how to mend it. The README prints the same table. */
export const PROBLEMS = {
  'cited-not-listed': ['error', 'Add the source to the list, or take the citation out.'],
  'citation-empty': ['error', 'Pick a source for this mark, or delete the mark.'],
  'listed-not-cited': [
    'warning',
    'Cite the source where its fact stands, or take it off the list.',
  ],
  'duplicate-identifier': ['error', 'Keep one of the two and point every citation to it.'],
  'duplicate-title': ['warning', 'Compare the two; if they are one source, keep one.'],
  'doi-malformed': ['error', 'Write the DOI as 10.1000/xyz123, without an address in front.'],
  'pmid-malformed': ['error', 'Write the PubMed number: one to eight digits, not the PMC number.'],
  'pmcid-malformed': ['error', 'Write the PubMed Central number with its letters: PMC1234567.'],
  'issn-malformed': [
    'error',
    'Copy the ISSN again: NNNN-NNNN; its last digit does not fit the others.',
  ],
  'isbn-malformed': ['error', 'Copy the ISBN again; its last digit does not fit the others.'],
  'orcid-malformed': ['error', 'Copy the ORCID iD again; its last digit does not fit the others.'],
  'identifier-mismatch': ['error', 'Open both and keep the one that leads to this source.'],
  'accessed-without-url': ['error', 'Add the address of the page, or clear the date of access.'],
  'archive-incomplete': ['warning', 'Give the archived copy both an address and a date.'],
  'title-missing': ['error', 'Add the title of the source.'],
  'date-missing': [
    'warning',
    'Add the date of the source; for a web page, the date it was updated.',
  ],
  'journal-doubled': [
    'warning',
    'Keep the journal name once, and its abbreviation in its own field.',
  ],
  'journal-abbreviation-unlike': ['warning', 'Look the abbreviation up in the NLM Catalog.'],
  'year-given-twice': [
    'warning',
    'Check the year against the source; the reference prints it twice.',
  ],
  'pages-abbreviated': ['warning', 'Write the last page in full: 526-547, not 526-47.'],
  'source-old': ['warning', 'Look for a newer source, or confirm that this one still holds.'],
  'source-retracted': ['error', 'Take the source out, with whatever rests on it alone.'],
  'source-concern': [
    'warning',
    'Read the expression of concern and decide whether to keep the source.',
  ],
  'source-corrected': ['warning', 'Read the correction and compare it with what the page says.'],
  'field-uncertain': ['warning', 'Compare the field with the reference as it was found.'],
} as const satisfies Record<string, readonly ['error' | 'warning', string]>

export type ProblemCode = keyof typeof PROBLEMS

/** Makes a problem, with the severity and the hint of its code. */
export function problem(code: ProblemCode, place: Problem['place'], message: string): Problem {
  const [severity, hint] = PROBLEMS[code]
  return {code, severity, place, message, hint}
}
