import {type ClientConfig, createClient, type SanityClient} from '@sanity/client'

import {createMultiplexedFetch} from './multiplexed-fetch.ts'
import {stayOnThisMachine} from './stay-on-this-machine.ts'

/** The Studio is served by the lake itself, so the lake is where the page came from. */
const lakeOrigin = globalThis.location?.origin ?? 'http://localhost:3333'

const lakeFetch = createMultiplexedFetch(lakeOrigin)

/** Points a Studio at the local lake instead of Sanity's hosted one. */
export function connectToLake() {
  if (globalThis.location) stayOnThisMachine(lakeOrigin)
  return lakeConnection
}

const lakeConnection = {
  projectId: 'nettherapies',
  dataset: 'production',
  apiHost: lakeOrigin,
  auth: {loginMethod: 'cookie' as const},
  unstable_clientFactory: (config: ClientConfig): SanityClient =>
    createClient({
      ...config,
      apiHost: lakeOrigin,
      useProjectHostname: false,
      resolveFetch: () => lakeFetch,
    }),
}
