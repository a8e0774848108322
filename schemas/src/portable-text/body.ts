import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkLinkAddress} from '../validation/link-address.ts'
import {findLostLists} from '../validation/lost-list.ts'

/** Link schemes that a patient page may carry. Everything else is refused, in Studio and on the site. */
export const linkSchemes = ['http', 'https', 'mailto', 'tel'] as const

const link = defineArrayMember({
  name: 'link',
  title: 'Link',
  type: 'object',
  fields: [
    defineField({
      name: 'href',
      title: 'Address',
      type: 'url',
      validation: (rule) =>
        rule
          .required()
          .uri({scheme: [...linkSchemes], allowRelative: true})
          .custom(checkLinkAddress),
    }),
  ],
})

/** Text blocks: paragraphs, two levels of headings, lists, links and citation marks. */
const textBlock = defineArrayMember({
  type: 'block',
  styles: [
    {title: 'Paragraph', value: 'normal'},
    {title: 'Heading', value: 'h2'},
    {title: 'Subheading', value: 'h3'},
  ],
  lists: [
    {title: 'Bullets', value: 'bullet'},
    {title: 'Numbers', value: 'number'},
  ],
  marks: {
    decorators: [
      {title: 'Strong', value: 'strong'},
      {title: 'Emphasis', value: 'em'},
    ],
    annotations: [link],
  },
  of: [defineArrayMember({type: 'citationMark'})],
})

const lostListMessage = (blocks: unknown) => {
  const lost = findLostLists(Array.isArray(blocks) ? blocks : [])
  return lost.length === 0
    ? true
    : {
        message: `A list is announced and missing after “${lost[0]?.text}”. Add the list or end the sentence.`,
        paths: lost.map(({key}) => [{_key: key}]),
      }
}

/** Body text of therapies, drug classes and side effects. */
export const body = defineType({
  name: 'body',
  title: 'Text',
  type: 'array',
  of: [textBlock, defineArrayMember({type: 'accessibleImage'})],
  validation: (rule) => rule.custom(lostListMessage),
})

/** Body text of pages, which may also be composed of drug classes and therapies. */
export const pageBody = defineType({
  name: 'pageBody',
  title: 'Text',
  type: 'array',
  of: [
    textBlock,
    defineArrayMember({type: 'accessibleImage'}),
    defineArrayMember({type: 'drugClassSection'}),
    defineArrayMember({type: 'therapySection'}),
  ],
  validation: (rule) => rule.custom(lostListMessage),
})
