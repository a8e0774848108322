/** A document as the lake stores it: an id, a type and the fields of that type. */
export interface SampleDocument {
  _id: string
  _type: string
  [field: string]: unknown
}

/** Fields that every text document of the sample carries. */
export const sampleFields = {nextReviewDue: '2027-11-24', sampleContent: true} as const
