import {defineArrayMember, defineField} from '@sanity/types'

/**
 * The `citations` array that every sourced thing carries: references to `citation` documents,
 * never a number. Numbers are computed per page by order of first appearance.
 */
export const citationReferences = (options: {required: boolean; description?: string}) =>
  defineField({
    name: 'citations',
    title: 'Sources',
    description:
      options.description ??
      'Pick the source or sources that say this. Numbers are worked out when the page is shown.',
    type: 'array',
    of: [
      defineArrayMember({
        name: 'citationReference',
        title: 'Source',
        type: 'reference',
        to: [{type: 'citation'}],
      }),
    ],
    validation: (rule) => {
      const unique = rule.unique()
      return options.required
        ? unique.required().min(1).error('Pick at least one source for this statement.')
        : unique
    },
  })
