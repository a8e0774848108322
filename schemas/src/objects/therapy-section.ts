import {defineField, defineType} from '@sanity/types'

/** Puts the summary of a therapy, with a link to its own page, into a page at this place. */
export const therapySection = defineType({
  name: 'therapySection',
  title: 'Therapy',
  type: 'object',
  fields: [
    defineField({
      name: 'therapy',
      title: 'Therapy',
      description: 'Its summary is shown here, with a link to its page.',
      type: 'reference',
      to: [{type: 'therapy'}],
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {
    select: {title: 'therapy.name'},
    prepare: ({title}) => ({title: title ?? 'Pick a therapy', subtitle: 'Therapy'}),
  },
})
