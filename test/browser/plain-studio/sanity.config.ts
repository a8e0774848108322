import {visionTool} from '@sanity/vision'
import {defineConfig, defineField, defineType} from 'sanity'
import {structureTool} from 'sanity/structure'

import {connectToLake} from '../../../studio/lake/lake-connection.ts'

const note = defineType({
  name: 'note',
  title: 'Note',
  type: 'document',
  fields: [
    defineField({name: 'title', title: 'Title', type: 'string'}),
    defineField({name: 'text', title: 'Text', type: 'text'}),
    defineField({name: 'picture', title: 'Picture', type: 'image', options: {hotspot: true}}),
    defineField({name: 'related', title: 'Related', type: 'reference', to: [{type: 'note'}]}),
  ],
})

/** Everything a Studio does by default, with nothing of this project in it. */
export default defineConfig({
  name: 'default',
  title: 'Plain Studio',
  ...connectToLake(),
  plugins: [structureTool(), visionTool()],
  schema: {types: [note]},
  announcements: {enabled: false},
})
