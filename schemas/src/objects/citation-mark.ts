import {defineType} from '@sanity/types'

import {citationReferences} from './citation-references.ts'

/** An inline mark in body text. It points at sources and stores no number. */
export const citationMark = defineType({
  name: 'citationMark',
  title: 'Citation',
  type: 'object',
  fields: [citationReferences({required: true})],
  preview: {
    select: {first: 'citations.0.title', second: 'citations.1.title'},
    prepare: ({first, second}) => ({
      title: first ? [first, second].filter(Boolean).join(' · ') : 'Pick a source',
    }),
  },
})
