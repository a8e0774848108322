import {defineField, defineType} from '@sanity/types'

/** A person or an organization that wrote a source (CSL-JSON name variable). */
export const author = defineType({
  name: 'author',
  title: 'Author',
  type: 'object',
  fields: [
    defineField({name: 'family', title: 'Family name', type: 'string'}),
    defineField({
      name: 'given',
      title: 'Given names or initials',
      description: 'Initials with spaces between them: “I M”, not “IM”.',
      type: 'string',
    }),
    defineField({
      name: 'particle',
      title: 'Particle',
      description: 'For example “van der”, if it belongs before the family name.',
      type: 'string',
    }),
    defineField({name: 'suffix', title: 'Suffix', description: 'Jr, 3rd', type: 'string'}),
    defineField({
      name: 'literal',
      title: 'Organization',
      description: 'If an organization wrote it, its name, and nothing above.',
      type: 'string',
    }),
  ],
  validation: (rule) =>
    rule.custom((value) => {
      const name = value as {family?: string; literal?: string} | undefined
      if (name?.family && name.literal) return 'Fill in a person or an organization, not both.'
      return name?.family || name?.literal ? true : 'Fill in a family name or an organization.'
    }),
  preview: {
    select: {family: 'family', given: 'given', literal: 'literal'},
    prepare: ({family, given, literal}) => ({
      title: literal ?? [family, given].filter(Boolean).join(' '),
    }),
  },
})
