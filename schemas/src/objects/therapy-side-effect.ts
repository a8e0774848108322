import {defineField, defineType} from '@sanity/types'

import {type FrequencyBand, frequencyBands} from '../validation/frequency.ts'
import {
  checkAttribution,
  checkRate,
  checkSeverity,
  type SideEffectRate,
} from '../validation/side-effect-rate.ts'
import {titleOf} from './title-of.ts'
import {citationReferences} from './citation-references.ts'

/** Which cases a source counted. Rates of different kinds cannot be compared. */
export const sideEffectAttributions = [
  {title: 'Only what doctors tied to the treatment', value: 'treatment-related'},
  {title: 'Everything, whatever the cause', value: 'any-cause'},
  {title: 'The source does not say', value: 'not-stated'},
]

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
        defineField({
          name: 'comparatorPercent',
          title: 'Percent in the other group',
          type: 'number',
          validation: (rule) => rule.min(0).max(100),
        }),
        defineField({
          name: 'comparator',
          title: 'What the other group had',
          description: 'For example “placebo”.',
          type: 'string',
        }),
      ],
      validation: (rule) =>
        rule.custom((value, context) =>
          checkRate(
            value as SideEffectRate | undefined,
            (context.parent as {frequencyBand?: FrequencyBand} | undefined)?.frequencyBand,
          ),
        ),
    }),
    defineField({
      name: 'attribution',
      title: 'What was counted',
      description: 'Studies count side effects in two ways, and the numbers differ a lot.',
      type: 'string',
      options: {list: sideEffectAttributions, layout: 'radio'},
      validation: (rule) =>
        rule.custom((value, context) =>
          checkAttribution(value, (context.parent as {rate?: SideEffectRate} | undefined)?.rate),
        ),
    }),
    defineField({
      name: 'population',
      title: 'Who was studied',
      description: 'For example “people with NETs of the pancreas in the RADIANT-3 study”.',
      type: 'string',
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
          options: {
            list: [
              ...['3.0', '4.0', '4.03', '5.0', '6.0'].map((value) => ({title: value, value})),
              {title: 'Not stated', value: 'not-stated'},
            ],
          },
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
      validation: (rule) =>
        rule.custom((value) => checkSeverity(value as Parameters<typeof checkSeverity>[0])),
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
      subtitle: percent === undefined ? titleOf(frequencyBands, band) : `${percent} %`,
    }),
  },
})
