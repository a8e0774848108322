import {defineArrayMember, defineField} from '@sanity/types'

/** Field groups (tabs) that therapies, drug classes, side effects and pages share. */
export const documentGroups = [
  {name: 'text', title: 'Text', default: true},
  {name: 'facts', title: 'Facts and sources'},
  {name: 'review', title: 'Review'},
]

/** The last part of the page's address. */
export const slugField = (source: string) =>
  defineField({
    name: 'slug',
    title: 'Address',
    description: 'The last part of the page’s web address. Changing it breaks links to the page.',
    type: 'slug',
    group: 'text',
    options: {source, maxLength: 80},
    validation: (rule) => rule.required(),
  })

/** Other names under which readers and imported pages know the same thing. */
export const synonymsField = (description: string) =>
  defineField({
    name: 'synonyms',
    title: 'Other names',
    description,
    type: 'array',
    group: 'facts',
    of: [defineArrayMember({type: 'string'})],
    options: {layout: 'tags'},
    validation: (rule) => rule.unique(),
  })

/** Codes in public code systems, for structured data. */
export const codesField = defineField({
  name: 'codes',
  title: 'Codes',
  description: 'For search engines and other systems. Leave empty if you are not sure.',
  type: 'array',
  group: 'facts',
  of: [defineArrayMember({type: 'medicalCode'})],
})

/** Single statements, shown as key facts beside the text. */
export const claimsField = defineField({
  name: 'claims',
  title: 'Key facts',
  description: 'Short statements that readers look for. Each one carries its own source.',
  type: 'array',
  group: 'facts',
  of: [defineArrayMember({type: 'claim'}), defineArrayMember({type: 'statistic'})],
})

/** How soon and by when somebody has to look at the document again. */
export const reviewFields = [
  defineField({
    name: 'reviewRisk',
    title: 'How often it is read again',
    description:
      'How much harm could this text do when it is out of date? It comes back for review after that time. Nothing chosen counts as high.',
    type: 'string',
    group: 'review',
    options: {
      list: [
        {title: 'High: every year (doses, safety, approvals)', value: 'high'},
        {title: 'Medium: every 2 years (how a treatment works)', value: 'medium'},
        {title: 'Low: every 3 years (definitions, background)', value: 'low'},
      ],
      layout: 'radio',
    },
  }),
  defineField({
    name: 'nextReviewDue',
    title: 'Read again by',
    description:
      'Only if it has to be read earlier than that, for example before a decision of an authority.',
    type: 'date',
    group: 'review',
    validation: (rule) =>
      rule.custom((value) =>
        value && value < new Date().toISOString().slice(0, 10)
          ? 'This day has passed. Set a new day, or clear it.'
          : true,
      ),
  }),
]

/** Marks the documents that come with the software, which sites show under a notice. */
export const sampleContentField = (group = 'review') =>
  defineField({
    name: 'sampleContent',
    title: 'Sample content',
    description: 'Comes with the software to try it out. Sites show a notice: not medical advice.',
    type: 'boolean',
    group,
    hidden: ({value}) => value !== true,
  })
