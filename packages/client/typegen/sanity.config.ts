import {schemaTypes} from '@net-therapies/schemas'
import {defineConfig} from 'sanity'

/** Only for `sanity schema extract`: a Studio with nothing but the schema. */
export default defineConfig({
  name: 'typegen',
  projectId: 'nettherapies',
  dataset: 'production',
  schema: {types: [...schemaTypes]},
})
