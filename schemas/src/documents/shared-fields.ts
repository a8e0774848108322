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

/** When somebody has to look at the document again. */
export const nextReviewDueField = defineField({
  name: 'nextReviewDue',
  title: 'Next review due',
  description: 'The day by which a reviewer should read this again, even if nothing changed.',
  type: 'date',
  group: 'review',
  validation: (rule) =>
    rule.custom((value) =>
      value && value < new Date().toISOString().slice(0, 10)
        ? 'This day has passed. Have the text reviewed and set a new day.'
        : true,
    ),
})

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
