/** UTF-16 offsets into the text as read; `end` is exclusive. */
export interface Place {
  start: number
  end: number
}

/** Stable names of everything an import can find wrong; messages may be reworded. */
export type ProblemCode =
  | 'text-empty'
  | 'text-not-readable'
  | 'text-too-large'
  | 'page-not-fetched'
  | 'title-missing'
  | 'title-twice'
  | 'references-missing'
  | 'reference-not-understood'
  | 'reference-field-doubtful'
  | 'reference-never-cited'
  | 'reference-number-twice'
  | 'reference-source-twice'
  | 'reference-access-without-url'
  | 'citation-not-listed'
  | 'citations-not-saved'
  | 'marker-doubtful'
  | 'list-missing'
  | 'heading-lost'
  | 'image-text-in-prose'
  | 'image-to-upload'
  | 'link-refused'
  | 'link-relative'
  | 'table-as-list'
  | 'part-left-out'
  | 'hidden-text-read'
  | 'drug-class-proposed'
  | 'side-effect-proposed'
  | 'therapy-proposed'
  | 'document-linked'
  | 'approval-incomplete'
  | 'statistic-without-source'

/** Something a person has to look at. Returned, never thrown: one run reports them all. */
export interface Problem {
  code: ProblemCode
  /** `error`: a reader would be misled; `warning`: something is missing; `suggestion`: to decide. */
  severity: 'error' | 'warning' | 'suggestion'
  message: string
  place: Place
  /** What to do about it. */
  hint: string
}
