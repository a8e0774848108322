import {createTherapyClient, type TherapyClient} from '@net-therapies/client'

import {clientConfig, isPreview, readSettings} from './settings.ts'

/** What a request may read: published content, or drafts in a preview. */
export function contentFor(url: URL): {
  client: TherapyClient
  preview: boolean
  siteUrl: string | undefined
} {
  const settings = readSettings(process.env)
  const preview = isPreview(url, settings)
  return {
    client: createTherapyClient(clientConfig(settings, preview)),
    preview,
    siteUrl: settings.siteUrl,
  }
}
