import {defineField, defineType} from '@sanity/types'

/** Longest alternative text that screen readers read comfortably in one go, in characters. */
const comfortableAltLength = 125

/** A picture with alternative text, or marked as decoration. */
export const accessibleImage = defineType({
  name: 'accessibleImage',
  title: 'Image',
  type: 'image',
  options: {hotspot: true},
  fields: [
    defineField({
      name: 'decorative',
      title: 'Only decoration',
      description: 'The picture tells a reader nothing that the text does not say.',
      type: 'boolean',
      initialValue: false,
    }),
    defineField({
      name: 'alt',
      title: 'Alternative text',
      description:
        'What the picture shows, for people who cannot see it. One sentence, without “picture of”.',
      type: 'string',
      hidden: ({parent}) => Boolean((parent as {decorative?: boolean} | undefined)?.decorative),
      validation: (rule) => [
        rule.custom((value, context) => {
          const parent = context.parent as {decorative?: boolean} | undefined
          return parent?.decorative || value?.trim()
            ? true
            : 'Describe the picture, or mark it as decoration.'
        }),
        rule.max(comfortableAltLength).warning('Shorter is easier to listen to.'),
      ],
    }),
    defineField({name: 'caption', title: 'Caption', type: 'string'}),
    defineField({name: 'credit', title: 'Credit', type: 'string'}),
  ],
})
