import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkApprovalDate} from '../validation/approval-date.ts'
import {citationReferences} from './citation-references.ts'
import {titleOf} from './title-of.ts'

/** Where tumors start, for approvals that are limited to some of them. */
export const netSubtypes = [
  {title: 'Stomach, bowel and pancreas (gastroenteropancreatic)', value: 'gastroenteropancreatic'},
  {title: 'Pancreas', value: 'pancreas'},
  {title: 'Stomach and bowel', value: 'gastrointestinal'},
  {title: 'Lung', value: 'lung'},
  {title: 'Pheochromocytoma and paraganglioma', value: 'pheochromocytoma-paraganglioma'},
  {title: 'Other', value: 'other'},
]

/** What people have beside or through a tumor, for approvals that are limited to it. */
export const approvalConditions = [
  {title: 'Carcinoid syndrome', value: 'carcinoid-syndrome'},
  {title: 'Von Hippel-Lindau disease', value: 'von-hippel-lindau'},
]

const statuses = [
  {title: 'Approved', value: 'approved'},
  {title: 'Withdrawn by the authority', value: 'withdrawn'},
  {title: 'Approved, no longer sold', value: 'discontinued'},
  {title: 'Under review by the authority', value: 'under-review'},
  {title: 'Being studied', value: 'investigational'},
  {title: 'Used outside its approval', value: 'off-label'},
]

/** What one authority decided about one use. Authority, date and source belong together. */
export const approval = defineType({
  name: 'approval',
  title: 'Approval',
  type: 'object',
  fields: [
    defineField({
      name: 'authority',
      title: 'Authority',
      description: 'Who decided: the FDA in the United States, the EMA in the European Union.',
      type: 'string',
      options: {list: ['FDA', 'EMA', 'MHRA', 'Health Canada', 'PMDA', 'TGA', 'Swissmedic']},
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'status',
      title: 'Status',
      type: 'string',
      options: {list: statuses},
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'date',
      title: 'Date of the decision',
      description:
        'As exact as the source is: 2018, 2018-01 or 2018-01-26. “Approved” and “Withdrawn” need it: if the source has none, leave the approval out.',
      type: 'string',
      validation: (rule) =>
        rule.custom((value, context) =>
          checkApprovalDate(value, (context.parent as {status?: string} | undefined)?.status),
        ),
    }),
    defineField({
      name: 'indication',
      title: 'Approved for',
      description: 'In your own plain words, without adding to what the authority said.',
      type: 'text',
      rows: 2,
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'netSubtypes',
      title: 'Kinds of tumor',
      type: 'array',
      of: [defineArrayMember({type: 'string'})],
      options: {list: netSubtypes},
    }),
    defineField({
      name: 'conditions',
      title: 'Conditions',
      description: 'Only if the approval is limited to people who have one of these.',
      type: 'array',
      of: [defineArrayMember({type: 'string'})],
      options: {list: approvalConditions},
    }),
    defineField({
      name: 'population',
      title: 'For whom',
      description: 'For example “adults” or “people aged 12 and over”.',
      type: 'string',
    }),
    defineField({
      name: 'asOf',
      title: 'Checked on',
      description: 'The day on which somebody last looked this up.',
      type: 'date',
    }),
    citationReferences({
      required: true,
      description: 'The notice or label that says so. An approval without a source is not shown.',
    }),
  ],
  preview: {
    select: {authority: 'authority', date: 'date', indication: 'indication', status: 'status'},
    prepare: ({authority, date, indication, status}) => ({
      title: [authority, titleOf(statuses, status), date].filter(Boolean).join(' · '),
      subtitle: indication,
    }),
  },
})
