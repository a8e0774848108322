/** Where a picture can be fetched, and its size in pixels. */
export interface ImageAddress {
  url: string
  width: number
  height: number
}

/** What names the place of a dataset's pictures: a part of every client configuration. */
export interface ImagePlace {
  apiHost?: string | undefined
  projectId?: string | undefined
  dataset?: string | undefined
}

/** A picture as the queries give it: the id of its asset. */
export interface ImageAsset {
  assetId: string
}

/** A query result in which each picture has its address instead of the id of its asset. */
export type WithImageAddresses<Value> = Value extends ImageAsset
  ? ImageAddress | null
  : Value extends readonly (infer Item)[]
    ? WithImageAddresses<Item>[]
    : Value extends object
      ? {[Key in keyof Value]: WithImageAddresses<Value[Key]>}
      : Value

const hostedApi = 'https://api.sanity.io'
const hostedImages = 'https://cdn.sanity.io'

/** SHA-1 of the file, width and height in pixels, and the kind of file. */
const assetIdForm = /^image-([0-9a-f]{40})-([1-9]\d{0,5})x([1-9]\d{0,5})-([a-z\d]{2,5})$/

/**
 * The address of a picture, worked out from the id of its asset and the host that the client talks
 * to. The address that is stored with the asset plays no part: it may name a host of another day,
 * or of somebody else.
 *
 * @param assetId - `image-<sha1>-<width>x<height>-<extension>`
 * @returns `null` for an id of another form, or when the place has no project or no dataset
 */
export function imageAddress(assetId: string, place: ImagePlace): ImageAddress | null {
  const [found, sha1, width, height, extension] = assetIdForm.exec(assetId) ?? []
  const {apiHost = hostedApi, projectId, dataset} = place
  if (found !== assetId || !projectId || !dataset) return null
  const host = apiHost === hostedApi ? hostedImages : apiHost.replace(/\/+$/, '')
  const folder = `images/${encodeURIComponent(projectId)}/${encodeURIComponent(dataset)}`
  return {
    url: `${host}/${folder}/${sha1}-${width}x${height}.${extension}`,
    width: Number(width),
    height: Number(height),
  }
}

/** Gives every picture in a query result its {@link imageAddress}, wherever it stands. */
export function withImageAddresses<Value>(
  value: Value,
  place: ImagePlace,
): WithImageAddresses<Value> {
  return resolve(value, place) as WithImageAddresses<Value>
}

function resolve(value: unknown, place: ImagePlace): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, place))
  if (typeof value !== 'object' || value === null) return value
  if ('assetId' in value) {
    return typeof value.assetId === 'string' ? imageAddress(value.assetId, place) : null
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, resolve(field, place)]),
  )
}
