import {defineField, defineType} from '@sanity/types'

import {type FrequencyBand, frequencyBands, rateFitsBand} from '../validation/frequency.ts'
import {citationReferences} from './citation-references.ts'

/** One side effect of one therapy, as a source reports it. */
export const therapySideEffect = defineType({
  name: 'therapySideEffect',
  title: 'Side effect',
  type: 'object',
  fields: [
    defineField({
      name: 'sideEffect',
      title: 'Side effect',
      type: 'reference',
      to: [{type: 'sideEffect'}],
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'frequencyBand',
      title: 'How often',
      description: 'As the leaflet or label groups it. Leave empty if the source does not say.',
      type: 'string',
      options: {list: frequencyBands.map(({title, value}) => ({title, value}))},
    }),
    defineField({
      name: 'rate',
      title: 'Measured rate',
      description: 'Only if the source prints it. Never work it out yourself.',
      type: 'object',
      options: {columns: 3},
      fields: [
        defineField({
          name: 'percent',
          title: 'Percent',
          type: 'number',
          validation: (rule) => rule.min(0).max(100),
        }),
        defineField({
          name: 'affected',
          title: 'People affected',
          type: 'number',
          validation: (rule) => rule.integer().min(0),
        }),
        defineField({
          name: 'treated',
          title: 'People treated',
          type: 'number',
          validation: (rule) => rule.integer().positive(),
        }),
      ],
      validation: (rule) =>
        rule.custom((value, context) => {
          const rate = value as {percent?: number; affected?: number; treated?: number} | undefined
          const band = (context.parent as {frequencyBand?: FrequencyBand} | undefined)
            ?.frequencyBand
          if (rate?.affected !== undefined && rate.treated !== undefined) {
            if (rate.affected > rate.treated) return 'More people affected than treated.'
          }
          if (rate?.percent === undefined || !band) return true
          return rateFitsBand(rate.percent / 100, band)
            ? true
            : `${rate.percent} percent does not belong to “${
                frequencyBands.find((entry) => entry.value === band)?.title
              }”. Correct the rate or the group.`
        }),
    }),
    defineField({
      name: 'ctcae',
      title: 'Severity (CTCAE)',
      description: 'Grade and the version of the CTCAE scale that the source used.',
      type: 'object',
      options: {collapsible: true, collapsed: true, columns: 2},
      fields: [
        defineField({
          name: 'version',
          title: 'Version',
          type: 'string',
          options: {list: ['3.0', '4.0', '4.03', '5.0', '6.0']},
        }),
        defineField({
          name: 'grade',
          title: 'Grade',
          description: 'For example “3” or “3-4”.',
          type: 'string',
          validation: (rule) =>
            rule.regex(/^[1-5](-[1-5])?$/, {name: 'grade, for example 3 or 3-4'}),
        }),
      ],
    }),
    defineField({
      name: 'serious',
      title: 'Serious',
      description: 'The label or leaflet lists it under serious side effects or warnings.',
      type: 'boolean',
      initialValue: false,
    }),
    citationReferences({required: true}),
  ],
  preview: {
    select: {title: 'sideEffect.name', band: 'frequencyBand', percent: 'rate.percent'},
    prepare: ({title, band, percent}) => ({
      title: title ?? 'Pick a side effect',
      subtitle: percent === undefined ? band : `${percent} %`,
    }),
  },
})
