import {Hono} from 'hono'

import {createHash} from 'node:crypto'

import {describeAsset, type Upload} from '../assets/asset-document.ts'
import {OPTIONAL_METADATA} from '../assets/image-metadata.ts'
import {asksForNothing, imageParameters} from '../assets/image-parameters.ts'
import {renditionKey, Renditions} from '../assets/renditions.ts'
import {Turns} from '../assets/turns.ts'
import {badRequest, notFound} from '../errors.ts'
import {type LakeContext, type LakeEnv, requireDataset, requireSignedIn} from '../lake-context.ts'
import {transact} from '../mutate/transact.ts'
import {API_PREFIX} from './api-path.ts'
import {readBytes} from './read-body.ts'

/** An uploaded page or drawing must not run scripts in the lake's own origin. */
const ASSET_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/** Types a browser may show in place; all others are downloads. */
const SHOWN = /^(image|audio|video)\/|^application\/pdf$|^text\/plain/

/** How many pictures are worked on at a time, and how many may wait for that. */
const MAXIMUM_RUNNING = 2
const MAXIMUM_WAITING = 200

const NAME = '/:project/:dataset/:name/:vanity?'

/** Uploading images and files, and serving them, pictures also in other sizes and formats. */
export function assetRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  const {settings, store} = context
  const turns = new Turns(MAXIMUM_RUNNING, MAXIMUM_WAITING)
  const renditions = new Renditions(turns)

  app.post(`${API_PREFIX}/assets/:kind{images|files}/:dataset`, async (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const caller = requireSignedIn(c.var.caller)
    const url = new URL(c.req.url)
    const bytes = await readBytes(c.req.raw, settings.maximumAssetBytes)
    if (bytes.byteLength === 0) throw badRequest('the body must be the bytes of the asset')
    const upload: Upload = {
      kind: c.req.param('kind') === 'images' ? 'images' : 'files',
      bytes,
      mimeType: c.req.header('content-type')?.split(';')[0]?.trim() || 'application/octet-stream',
      filename: url.searchParams.get('filename') ?? undefined,
      attributes: attributesFrom(url.searchParams),
      metadata: metadataFrom(url.searchParams),
    }
    const {document, path, asset} = await turns.take(async () =>
      describeAsset(upload, {
        projectId: dataset.projectId,
        dataset: dataset.name,
        origin: settings.publicUrl ?? url.origin,
      }),
    )
    const describe = (dryRun: boolean) =>
      transact(
        {dataset, caller, guard: settings.guard, clock: settings.clock, isUpload: true},
        {kind: 'mutation', operations: [{createIfNotExists: document}], dryRun},
        (state) => state.createIfNotExists(document),
      )
    // Whoever may not is refused before anything is kept, and no document is without its bytes.
    describe(true)
    store.saveAsset(dataset.name, path, asset)
    return c.json({document: describe(false).outcomes[0]?.after})
  })

  app.on(['GET', 'HEAD'], `/images${NAME}`, async (c, next) => {
    const {dataset, name} = c.req.param()
    const {searchParams} = new URL(c.req.url)
    const parameters = imageParameters(searchParams)
    // A drawing is not run through a renderer; it has no size of its own anyway.
    const isDrawing = name.endsWith('.svg') && !parameters.asJson
    if (asksForNothing(parameters) || isDrawing || searchParams.has('dlRaw')) return next()
    const accepts = {webp: /image\/webp|^\*\/\*$/.test(c.req.header('accept') ?? '')}
    const id = `${dataset}/${name}`
    const etag = `"${createHash('sha1')
      .update(renditionKey(id, parameters, accepts))
      .digest('hex')}"`
    const headers = {
      ...assetHeaders(etag),
      ...(parameters.autoFormat ? {vary: 'Accept'} : {}),
    }
    const asked = {id, bytes: () => requireAsset(dataset, 'images', name).content}
    const {bytes, mimeType} = await renditions.get(asked, parameters, accepts)
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    const described = {
      ...headers,
      'content-length': String(bytes.byteLength),
      'content-type': mimeType,
      ...(parameters.asJson ? {} : disposition(mimeType, searchParams.get('dl'), name)),
    }
    if (c.req.method === 'HEAD') return c.body(null, 200, described)
    return c.body(bytes, 200, described)
  })

  app.on(['GET', 'HEAD'], `/:kind{images|files}${NAME}`, (c) => {
    const {dataset, name} = c.req.param()
    const asset = requireAsset(dataset, c.req.param('kind'), name)
    const {searchParams} = new URL(c.req.url)
    const etag = `"${asset.sha1}"`
    const headers = {
      ...assetHeaders(etag),
      'x-sanity-md5': asset.md5,
      'x-sanity-sha1': asset.sha1,
    }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    const described = {
      ...headers,
      'content-length': String(asset.content.byteLength),
      'content-type': asset.mimeType,
      ...disposition(asset.mimeType, searchParams.get('dl'), name),
    }
    if (c.req.method === 'HEAD') return c.body(null, 200, described)
    return c.body(asset.content, 200, described)
  })

  function requireAsset(dataset: string, kind: string, name: string) {
    const asset = store.asset(dataset, `${kind}/${name}`)
    if (!asset) throw notFound(`there is no asset ${kind}/${dataset}/${name}`)
    return asset
  }

  return app
}

const assetHeaders = (etag: string) => ({
  etag,
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': ASSET_POLICY,
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
})

function disposition(
  mimeType: string,
  download: string | null,
  name: string,
): Record<string, string> {
  if (download === null && SHOWN.test(mimeType)) return {}
  const filename = encodeURIComponent(download || name)
  return {'content-disposition': `attachment; filename*=UTF-8''${filename}`}
}

function attributesFrom(search: URLSearchParams): Upload['attributes'] {
  const attributes: Upload['attributes'] = {}
  for (const name of ['label', 'title', 'description', 'creditLine']) {
    const value = search.get(name)
    if (value !== null) attributes[name] = value
  }
  const [id, name, url] = ['sourceId', 'sourceName', 'sourceUrl'].map((key) => search.get(key))
  if (id && name) attributes['source'] = {id, name, ...(url ? {url} : {})}
  return attributes
}

/** `meta` is repeated for each part that is wanted, and is `none` for no part. */
function metadataFrom(search: URLSearchParams): Upload['metadata'] {
  const wanted = search.getAll('meta')
  return wanted.length === 0 ? undefined : OPTIONAL_METADATA.filter((name) => wanted.includes(name))
}
