import {defineField, defineType} from '@sanity/types'

/**
 * One step of a review: submitted, approved, sent back or withdrawn. Written by the Review actions
 * and never changed afterwards. `digest` is the content digest of the draft it speaks of.
 */
export const reviewEvent = defineType({
  name: 'reviewEvent',
  title: 'Review step',
  type: 'document',
  readOnly: true,
  fields: [
    defineField({name: 'subject', title: 'Document', type: 'string'}),
    defineField({name: 'subjectType', title: 'Type of document', type: 'string'}),
    defineField({
      name: 'action',
      title: 'Step',
      type: 'string',
      options: {list: ['submit', 'approve', 'requestChanges', 'withdraw']},
    }),
    defineField({name: 'digest', title: 'Content digest (SHA-256)', type: 'string'}),
    defineField({name: 'comment', title: 'Comment', type: 'text'}),
    defineField({name: 'by', title: 'Who (user id)', type: 'string'}),
    defineField({name: 'byName', title: 'Who', type: 'string'}),
    defineField({name: 'at', title: 'When', type: 'datetime'}),
  ],
  preview: {select: {title: 'action', subtitle: 'byName'}},
})
