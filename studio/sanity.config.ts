import {reviewedTypes, schemaTypes} from '@net-therapies/schemas'
import {visionTool} from '@sanity/vision'
import {defineConfig, type DocumentActionComponent} from 'sanity'
import {structureTool} from 'sanity/structure'

import {NumberedCitationMark} from './citations/numbered-citation-mark.tsx'
import {connectToLake} from './lake/lake-connection.ts'
import {BodyPasteInput} from './paste/body-paste-input.tsx'
import {
  approveDraft,
  deleteWhenWithdrawn,
  markAsReviewed,
  publishInEmergency,
  publishWhenApproved,
  requestChanges,
  submitForReview,
  withdrawPage,
} from './review/review-actions.tsx'
import {reviewBadge} from './review/review-badge.ts'
import {ReviewBanner} from './review/review-banner.tsx'
import {reviewTool} from './review/tool/review-tool.tsx'
import {deskStructure} from './structure/desk-structure.ts'

const hostedProject = process.env.SANITY_STUDIO_PROJECT_ID
const connection = hostedProject
  ? {projectId: hostedProject, dataset: process.env.SANITY_STUDIO_DATASET ?? 'production'}
  : connectToLake()

const isReviewed = (type: string) => (reviewedTypes as readonly string[]).includes(type)

/** The Studio's own actions, as far as they go together with a review. */
function reviewedAction(action: DocumentActionComponent): DocumentActionComponent[] {
  switch (action.action) {
    case 'publish':
      return [publishWhenApproved(action), requestChanges]
    case 'delete':
      return [deleteWhenWithdrawn(action)]
    case 'unpublish':
      return []
    default:
      return [action]
  }
}

export default defineConfig({
  name: 'default',
  title: 'net-therapies',
  ...connection,
  plugins: [structureTool({structure: deskStructure}), reviewTool(), visionTool()],
  schema: {
    types: schemaTypes,
    templates: (templates) => templates.filter(({schemaType}) => schemaType !== 'reviewEvent'),
  },
  form: {components: {inlineBlock: NumberedCitationMark, input: BodyPasteInput}},
  document: {
    actions: (actions, {schemaType}) => {
      // Nobody changes or deletes a review step.
      if (schemaType === 'reviewEvent') return []
      if (!isReviewed(schemaType)) return actions
      return [
        submitForReview,
        approveDraft,
        ...actions.flatMap(reviewedAction),
        markAsReviewed,
        withdrawPage,
        publishInEmergency,
      ]
    },
    badges: (badges, {schemaType}) => (isReviewed(schemaType) ? [reviewBadge] : badges),
    components: {unstable_layout: ReviewBanner},
  },
  releases: {enabled: false},
  scheduledPublishing: {enabled: false},
  scheduledDrafts: {enabled: false},
  tasks: {enabled: false},
  announcements: {enabled: false},
  mediaLibrary: {enabled: false},
})
