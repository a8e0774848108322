import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {citationIsSound} from '../validation/citation-checks.ts'
import {isPartialDate, partialDateMessage} from '../validation/partial-date.ts'
import {sampleContentField} from './shared-fields.ts'

const partialDate = (value: string | undefined) =>
  value === undefined || value === '' || isPartialDate(value) ? true : partialDateMessage

const author = defineArrayMember({type: 'author'})

/**
 * A source. Its fields follow CSL-JSON; `verbatim` keeps the reference exactly as it was found, so
 * that a wrong guess can always be put right.
 */
export const citation = defineType({
  name: 'citation',
  title: 'Citation',
  type: 'document',
  groups: [
    {name: 'reference', title: 'Reference', default: true},
    {name: 'identifiers', title: 'Identifiers and links'},
    {name: 'standing', title: 'Standing'},
  ],
  fields: [
    defineField({
      name: 'kind',
      title: 'Kind of source',
      type: 'string',
      group: 'reference',
      options: {
        list: [
          {title: 'Journal article', value: 'article-journal'},
          {title: 'Web page', value: 'webpage'},
          {title: 'Book', value: 'book'},
          {title: 'Book chapter', value: 'chapter'},
          {title: 'Report', value: 'report'},
          {title: 'Drug label or leaflet', value: 'document'},
          {title: 'Preprint', value: 'article'},
          {title: 'Conference paper', value: 'paper-conference'},
          {title: 'Law or regulation', value: 'legislation'},
          {title: 'Data set', value: 'dataset'},
        ],
      },
      initialValue: 'article-journal',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'genre',
      title: 'Kind in words',
      description: 'For labels and reports, as the reference prints it: “package insert”.',
      type: 'string',
      group: 'reference',
      hidden: ({document}) => !['document', 'report'].includes(String(document?.kind)),
    }),
    defineField({
      name: 'title',
      title: 'Title',
      type: 'text',
      rows: 2,
      group: 'reference',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'authors',
      title: 'Authors',
      description: 'In the order of the source.',
      type: 'array',
      group: 'reference',
      of: [author],
    }),
    defineField({
      name: 'authorsEtAl',
      title: 'There are more authors',
      description: 'The list we have ends in “et al”.',
      type: 'boolean',
      group: 'reference',
      initialValue: false,
    }),
    defineField({
      name: 'containerTitle',
      title: 'Journal, book or website',
      type: 'string',
      group: 'reference',
    }),
    defineField({
      name: 'containerTitleShort',
      title: 'Journal abbreviation',
      description: 'As the NLM Catalog has it, for example “Clin Gastroenterol Hepatol”.',
      type: 'string',
      group: 'reference',
    }),
    defineField({
      name: 'issued',
      title: 'Date',
      description: '2018, 2018-01 or 2018-01-26.',
      type: 'string',
      group: 'reference',
      validation: (rule) => rule.custom(partialDate),
    }),
    defineField({name: 'volume', title: 'Volume', type: 'string', group: 'reference'}),
    defineField({name: 'issue', title: 'Issue', type: 'string', group: 'reference'}),
    defineField({
      name: 'pages',
      title: 'Pages',
      description: 'In full: “526-547”, not “526-47”.',
      type: 'string',
      group: 'reference',
    }),
    defineField({
      name: 'articleNumber',
      title: 'Article number',
      description: 'Where the journal has no pages, for example “e12345”.',
      type: 'string',
      group: 'reference',
    }),
    defineField({name: 'publisher', title: 'Publisher', type: 'string', group: 'reference'}),
    defineField({
      name: 'publisherPlace',
      title: 'Place of publication',
      type: 'string',
      group: 'reference',
    }),
    defineField({name: 'edition', title: 'Edition', type: 'string', group: 'reference'}),
    defineField({
      name: 'editors',
      title: 'Editors',
      type: 'array',
      group: 'reference',
      of: [author],
    }),
    defineField({
      name: 'verbatim',
      title: 'As it was found',
      description: 'The reference word for word, from the page it came from. Kept for ever.',
      type: 'text',
      rows: 3,
      group: 'reference',
      readOnly: true,
      hidden: ({value}) => value === undefined,
    }),
    defineField({
      name: 'parseConfidence',
      title: 'How sure the importer was',
      type: 'array',
      group: 'reference',
      readOnly: true,
      hidden: ({value}) => value === undefined,
      of: [
        defineArrayMember({
          name: 'fieldConfidence',
          type: 'object',
          fields: [
            defineField({name: 'field', title: 'Field', type: 'string'}),
            defineField({name: 'confidence', title: 'Confidence (0 to 1)', type: 'number'}),
          ],
          preview: {select: {title: 'field', subtitle: 'confidence'}},
        }),
      ],
    }),
    defineField({
      name: 'doi',
      title: 'DOI',
      description: 'For example 10.1000/xyz123, without https://doi.org/.',
      type: 'string',
      group: 'identifiers',
    }),
    defineField({
      name: 'pmid',
      title: 'PMID',
      description: 'The PubMed number: digits only.',
      type: 'string',
      group: 'identifiers',
    }),
    defineField({
      name: 'pmcid',
      title: 'PMCID',
      description: 'The PubMed Central number, with its letters: PMC5493232.',
      type: 'string',
      group: 'identifiers',
    }),
    defineField({name: 'issn', title: 'ISSN', type: 'string', group: 'identifiers'}),
    defineField({name: 'isbn', title: 'ISBN', type: 'string', group: 'identifiers'}),
    defineField({
      name: 'url',
      title: 'Web address',
      type: 'url',
      group: 'identifiers',
    }),
    defineField({
      name: 'accessed',
      title: 'Date of access',
      description: 'The day on which somebody last opened the web page.',
      type: 'date',
      group: 'identifiers',
    }),
    defineField({
      name: 'archiveUrl',
      title: 'Address of an archived copy',
      type: 'url',
      group: 'identifiers',
    }),
    defineField({name: 'archivedAt', title: 'Archived on', type: 'date', group: 'identifiers'}),
    defineField({
      name: 'evidenceType',
      title: 'Kind of evidence',
      type: 'string',
      group: 'standing',
      options: {
        list: [
          {title: 'Randomized trial', value: 'randomized-trial'},
          {title: 'Other trial', value: 'other-trial'},
          {title: 'Review of studies', value: 'systematic-review'},
          {title: 'Guideline', value: 'guideline'},
          {title: 'Survey or registry', value: 'observational'},
          {title: 'Drug label, leaflet or notice of an authority', value: 'regulatory'},
          {title: 'Patient information', value: 'patient-information'},
          {title: 'Other review or opinion', value: 'review'},
        ],
      },
    }),
    defineField({
      name: 'integrity',
      title: 'Corrected or retracted?',
      type: 'object',
      group: 'standing',
      fields: [
        defineField({
          name: 'status',
          title: 'Status',
          type: 'string',
          options: {
            list: [
              {title: 'Nothing known against it', value: 'ok'},
              {title: 'Corrected', value: 'corrected'},
              {title: 'Expression of concern', value: 'concern'},
              {title: 'Retracted', value: 'retracted'},
            ],
          },
        }),
        defineField({name: 'checkedAt', title: 'Checked on', type: 'date'}),
        defineField({name: 'source', title: 'Where it was looked up', type: 'string'}),
        defineField({name: 'noticeDoi', title: 'DOI of the notice', type: 'string'}),
      ],
    }),
    sampleContentField('standing'),
  ],
  validation: (rule) => [
    rule.custom(citationIsSound('error')),
    rule.custom(citationIsSound('warning')).warning(),
  ],
  orderings: [
    {title: 'Title', name: 'title', by: [{field: 'title', direction: 'asc'}]},
    {title: 'Newest first', name: 'newest', by: [{field: 'issued', direction: 'desc'}]},
  ],
  preview: {
    select: {
      title: 'title',
      family: 'authors.0.family',
      literal: 'authors.0.literal',
      issued: 'issued',
      container: 'containerTitleShort',
    },
    prepare: ({title, family, literal, issued, container}) => ({
      title,
      subtitle: [family ?? literal, container, issued].filter(Boolean).join(' · '),
    }),
  },
})
