import {citation} from './documents/citation.ts'
import {drugClass} from './documents/drug-class.ts'
import {page} from './documents/page.ts'
import {reviewEvent} from './documents/review-event.ts'
import {sideEffect} from './documents/side-effect.ts'
import {therapy} from './documents/therapy.ts'
import {accessibleImage} from './objects/accessible-image.ts'
import {approval, approvalConditions, netSubtypes} from './objects/approval.ts'
import {author} from './objects/author.ts'
import {citationMark} from './objects/citation-mark.ts'
import {claim} from './objects/claim.ts'
import {drugClassSection} from './objects/drug-class-section.ts'
import {formulation} from './objects/formulation.ts'
import {medicalCode} from './objects/medical-code.ts'
import {statistic} from './objects/statistic.ts'
import {therapySection} from './objects/therapy-section.ts'
import {sideEffectAttributions, therapySideEffect} from './objects/therapy-side-effect.ts'
import {body, linkSchemes, pageBody} from './portable-text/body.ts'
import {frequencyBands, type FrequencyBand, rateFitsBand} from './validation/frequency.ts'
import {countSources} from './validation/has-source.ts'
import {findLostLists} from './validation/lost-list.ts'
import {isPartialDate} from './validation/partial-date.ts'

/** Every type of the content model, for `schema.types` of a Studio or for `createSchema`. */
export const schemaTypes = [
  therapy,
  drugClass,
  sideEffect,
  citation,
  page,
  reviewEvent,
  body,
  pageBody,
  citationMark,
  claim,
  statistic,
  formulation,
  approval,
  therapySideEffect,
  medicalCode,
  author,
  accessibleImage,
  drugClassSection,
  therapySection,
]

/** The document types that nobody publishes without the approval of a second person. */
export const reviewedTypes = ['therapy', 'drugClass', 'sideEffect', 'citation', 'page'] as const

/**
 * The blocks that show parts of another document inside a page, and the fields that they show. An
 * approval of the page covers these parts.
 */
export const composedSections = [
  {
    type: 'drugClassSection',
    field: 'drugClass',
    shows: ['name', 'slug', 'plainName', 'body', 'sideEffects'],
  },
  {type: 'therapySection', field: 'therapy', shows: ['name', 'slug', 'summary']},
] as const

export {
  approvalConditions,
  countSources,
  findLostLists,
  frequencyBands,
  isPartialDate,
  linkSchemes,
  netSubtypes,
  rateFitsBand,
  sideEffectAttributions,
}
export type {FrequencyBand}
