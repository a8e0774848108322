import {defineCliConfig} from 'sanity/cli'

export default defineCliConfig({
  api: {projectId: 'nettherapies', dataset: 'production'},
  typegen: {
    path: '../src/queries/*.ts',
    schema: './schema.json',
    generates: '../src/generated/sanity.types.ts',
    overloadClientMethods: true,
  },
})
