import {defineField, defineType} from '@sanity/types'

/**
 * One step of a review: submitted, approved, sent back, withdrawn, or published in an emergency.
 * Written by the Review actions and never changed afterwards. `digest` is the content digest of the
 * text it speaks of.
 */
export const reviewEvent = defineType({
  name: 'reviewEvent',
  title: 'Review step',
  type: 'document',
  readOnly: true,
  __experimental_omnisearch_visibility: false,
  fields: [
    defineField({name: 'subject', title: 'Document', type: 'string'}),
    defineField({name: 'subjectType', title: 'Type of document', type: 'string'}),
    defineField({
      name: 'action',
      title: 'Step',
      type: 'string',
      options: {
        list: [
          {title: 'Submitted for review', value: 'submit'},
          {title: 'Approved', value: 'approve'},
          {title: 'Changes requested', value: 'requestChanges'},
          {title: 'Withdrawn', value: 'withdraw'},
          {title: 'Published in an emergency', value: 'emergency'},
        ],
      },
    }),
    defineField({name: 'digest', title: 'Content digest (SHA-256)', type: 'string'}),
    defineField({
      name: 'comment',
      title: 'Comment',
      description: 'What has to change, why it was withdrawn, or why it could not wait.',
      type: 'text',
    }),
    defineField({
      name: 'asPublished',
      title: 'The text was public already',
      description: 'A reviewer read the public text again and approved it.',
      type: 'boolean',
    }),
    defineField({name: 'by', title: 'Who (user id)', type: 'string'}),
    defineField({name: 'byName', title: 'Who', type: 'string'}),
    defineField({name: 'at', title: 'When', type: 'datetime'}),
  ],
  preview: {select: {title: 'action', subtitle: 'byName'}},
})
