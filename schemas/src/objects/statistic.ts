import {defineField, defineType} from '@sanity/types'

import {citationReferences} from './citation-references.ts'

/**
 * A number in words, with what it counts and who says so. The words stay as the source has them;
 * `value` is filled only where the source gives a figure.
 */
export const statistic = defineType({
  name: 'statistic',
  title: 'Statistic',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: 'Sentence',
      description: 'The whole sentence as a reader will see it.',
      type: 'text',
      rows: 2,
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'words',
      title: 'The number in words',
      description: 'Exactly as it stands in the sentence, for example “About 1 in 5”.',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'qualifier',
      title: 'Qualifier',
      description: 'The word that makes the number less exact. Keep it.',
      type: 'string',
      options: {
        list: ['about', 'close to', 'more than', 'less than', 'up to', 'at least', 'nearly'],
      },
    }),
    defineField({
      name: 'quantityKind',
      title: 'Kind of number',
      type: 'string',
      options: {
        list: [
          {title: 'Proportion (0 to 1)', value: 'proportion'},
          {title: 'Count', value: 'count'},
          {title: 'Median', value: 'median'},
          {title: 'Ratio', value: 'ratio'},
        ],
      },
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'value',
      title: 'Value',
      description:
        'Only if the source prints a figure. A proportion is written from 0 to 1: 0.2, not 20.',
      type: 'number',
      validation: (rule) =>
        rule.custom((value, context) => {
          const parent = context.parent as {quantityKind?: string} | undefined
          if (value === undefined || parent?.quantityKind !== 'proportion') return true
          return value >= 0 && value <= 1
            ? true
            : 'A proportion lies between 0 and 1. For 20 percent write 0.2.'
        }),
    }),
    defineField({name: 'low', title: 'Lower bound', type: 'number'}),
    defineField({
      name: 'high',
      title: 'Upper bound',
      type: 'number',
      validation: (rule) =>
        rule.custom((value, context) => {
          const parent = context.parent as {low?: number} | undefined
          return value === undefined || parent?.low === undefined || value >= parent.low
            ? true
            : 'The upper bound is below the lower bound.'
        }),
    }),
    defineField({
      name: 'unit',
      title: 'Unit',
      description: 'For a median or a count, for example “months”.',
      type: 'string',
    }),
    defineField({
      name: 'population',
      title: 'Who was counted',
      description: 'For example “people with a NET who answered a survey”.',
      type: 'string',
    }),
    defineField({
      name: 'sampleSize',
      title: 'How many people',
      type: 'number',
      validation: (rule) => rule.integer().positive(),
    }),
    defineField({
      name: 'measure',
      title: 'How it was measured',
      description: 'For example “reported by patients themselves”.',
      type: 'string',
    }),
    defineField({name: 'period', title: 'When', type: 'string'}),
    citationReferences({
      required: true,
      description: 'The source that prints this number. A number without a source is not shown.',
    }),
  ],
  preview: {select: {title: 'text', subtitle: 'words'}},
})
