import {defineField, defineType} from '@sanity/types'

import {citationReferences} from './citation-references.ts'
import {titleOf} from './title-of.ts'

const kinds = [
  {title: 'How well a treatment works', value: 'efficacy'},
  {title: 'Safety', value: 'safety'},
  {title: 'Approval or availability', value: 'regulatory'},
  {title: 'How a treatment works', value: 'mechanism'},
  {title: 'Definition', value: 'definition'},
]

/** A single statement that can be checked on its own, with the sources that say it. */
export const claim = defineType({
  name: 'claim',
  title: 'Statement',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: 'Statement',
      description: 'One plain sentence, as a reader will see it.',
      type: 'text',
      rows: 2,
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'kind',
      title: 'What it is about',
      type: 'string',
      options: {list: kinds},
      initialValue: 'efficacy',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'citations',
      title: 'Sources',
      description: 'Pick the source or sources that say this. Only a definition may go without.',
      type: 'array',
      of: citationReferences({required: false}).of,
      validation: (rule) =>
        rule.unique().custom((value, context) => {
          const parent = context.parent as {kind?: string} | undefined
          return parent?.kind === 'definition' || (Array.isArray(value) && value.length > 0)
            ? true
            : 'Pick at least one source for this statement.'
        }),
    }),
    defineField({
      name: 'evidence',
      title: 'Level of evidence',
      description: 'Only if the source gives one. Name the scheme and its version.',
      type: 'object',
      options: {collapsible: true, collapsed: true},
      fields: [
        defineField({name: 'scheme', title: 'Scheme', type: 'string'}),
        defineField({name: 'version', title: 'Version', type: 'string'}),
        defineField({name: 'level', title: 'Level', type: 'string'}),
      ],
    }),
    defineField({
      name: 'asOf',
      title: 'True as of',
      description: 'The date on which somebody last checked this statement against its source.',
      type: 'date',
    }),
    defineField({
      name: 'recheckBy',
      title: 'Check again by',
      type: 'date',
    }),
  ],
  preview: {
    select: {title: 'text', kind: 'kind'},
    prepare: ({title, kind}) => ({title, subtitle: titleOf(kinds, kind)}),
  },
})
