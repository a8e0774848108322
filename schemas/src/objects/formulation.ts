import {defineField, defineType} from '@sanity/types'

import {citationReferences} from './citation-references.ts'

/** One way in which a drug is made up and given. */
export const formulation = defineType({
  name: 'formulation',
  title: 'Formulation',
  type: 'object',
  fields: [
    defineField({
      name: 'label',
      title: 'Name',
      description: 'For example “long-acting injection”.',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'action',
      title: 'How long it acts',
      type: 'string',
      options: {
        list: [
          {title: 'Short-acting', value: 'short'},
          {title: 'Long-acting', value: 'long'},
        ],
        layout: 'radio',
        direction: 'horizontal',
      },
    }),
    defineField({
      name: 'route',
      title: 'How it is given',
      description: 'For example “under the skin”.',
      type: 'string',
    }),
    defineField({
      name: 'interval',
      title: 'How often',
      description: 'For example “every 4 weeks”. No advice on dose.',
      type: 'string',
    }),
    citationReferences({required: true}),
  ],
  preview: {select: {title: 'label', subtitle: 'interval'}},
})
