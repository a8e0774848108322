import {defineCliConfig} from 'sanity/cli'

export default defineCliConfig({
  api: {projectId: 'nettherapies', dataset: 'production'},
  deployment: {autoUpdates: false},
})
