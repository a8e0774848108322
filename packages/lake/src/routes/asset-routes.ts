import {Hono} from 'hono'

import {describeAsset, type Upload} from '../assets/asset-document.ts'
import {badRequest, notFound} from '../errors.ts'
import {type LakeContext, type LakeEnv, requireDataset, requireSignedIn} from '../lake-context.ts'
import {transact} from '../mutate/transact.ts'
import {API_PREFIX} from './api-path.ts'
import {readBytes} from './read-body.ts'

/** An uploaded page or drawing must not run scripts in the lake's own origin. */
const ASSET_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/** Types a browser may show in place; all others are downloads. */
const SHOWN = /^(image|audio|video)\/|^application\/pdf$|^text\/plain/

/** Uploading images and files, and serving them. Pictures are served as they were uploaded. */
export function assetRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  const {settings, store} = context

  app.post(`${API_PREFIX}/assets/:kind{images|files}/:dataset`, async (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const caller = requireSignedIn(c.var.caller)
    const url = new URL(c.req.url)
    const bytes = await readBytes(c.req.raw, settings.maximumAssetBytes)
    if (bytes.byteLength === 0) throw badRequest('the body must be the bytes of the asset')
    const {document, path, asset} = describeAsset(
      {
        kind: c.req.param('kind') === 'images' ? 'images' : 'files',
        bytes,
        mimeType: c.req.header('content-type')?.split(';')[0]?.trim() || 'application/octet-stream',
        filename: url.searchParams.get('filename') ?? undefined,
        attributes: attributesFrom(url.searchParams),
      },
      {
        projectId: dataset.projectId,
        dataset: dataset.name,
        origin: settings.publicUrl ?? url.origin,
      },
    )
    const {outcomes} = transact(
      {dataset, caller, guard: settings.guard, clock: settings.clock, isUpload: true},
      {kind: 'mutation', operations: [{createIfNotExists: document}], dryRun: false},
      (state) => state.createIfNotExists(document),
    )
    store.saveAsset(dataset.name, path, asset)
    return c.json({document: outcomes[0]?.after})
  })

  app.on(['GET', 'HEAD'], '/:kind{images|files}/:project/:dataset/:name', (c) => {
    const kind = c.req.param('kind')
    const dataset = c.req.param('dataset')
    const name = c.req.param('name')
    const asset = store.asset(dataset, `${kind}/${name}`)
    if (!asset) throw notFound(`there is no asset ${kind}/${dataset}/${name}`)
    const {searchParams} = new URL(c.req.url)
    const etag = `"${asset.sha1}"`
    const headers = {
      etag,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': ASSET_POLICY,
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
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

  return app
}

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
