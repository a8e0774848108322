import {defineField, defineType} from '@sanity/types'

/** Puts a drug class, with its own text and sources, into a page at this place. */
export const drugClassSection = defineType({
  name: 'drugClassSection',
  title: 'Drug class',
  type: 'object',
  fields: [
    defineField({
      name: 'drugClass',
      title: 'Drug class',
      description: 'Its text is shown here. Change it there, and every page follows.',
      type: 'reference',
      to: [{type: 'drugClass'}],
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'listTherapies',
      title: 'List its therapies',
      type: 'boolean',
      initialValue: true,
    }),
  ],
  preview: {
    select: {title: 'drugClass.name'},
    prepare: ({title}) => ({title: title ?? 'Pick a drug class', subtitle: 'Drug class'}),
  },
})
