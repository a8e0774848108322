import {createHash} from 'node:crypto'

import type {DocumentInput} from '../document.ts'
import {invalid} from '../errors.ts'
import type {StoredAsset} from '../store/store.ts'
import {describeImage, type OptionalMetadata} from './image-metadata.ts'

export interface Upload {
  kind: 'images' | 'files'
  bytes: Uint8Array<ArrayBuffer>
  mimeType: string
  filename: string | undefined
  /** Title, label, description, credit line and source, as far as they were sent. */
  attributes: Record<string, unknown>
  /** Which parts of an image's metadata to work out; all by default. */
  metadata?: readonly OptionalMetadata[] | undefined
}

/**
 * The document that describes an uploaded file. Its id follows from the content, so the same bytes
 * always give the same document.
 *
 * @param origin - where assets are served, for the `url` attribute
 * @throws {LakeError} 400 when an image is of an unknown format or damaged
 */
export async function describeAsset(
  upload: Upload,
  place: {projectId: string; dataset: string; origin: string},
): Promise<{document: DocumentInput & {_id: string}; path: string; asset: StoredAsset}> {
  const {kind, bytes, filename} = upload
  const sha1 = createHash('sha1').update(bytes).digest('hex')
  const md5 = createHash('md5').update(bytes).digest('hex')
  const info = kind === 'images' ? await describeImage(bytes, upload.metadata) : null
  if (kind === 'images' && !info) {
    throw invalid(
      'the upload is no PNG, JPEG, GIF, WebP, AVIF, TIFF or SVG image; upload it as a file instead',
    )
  }
  const extension = info?.extension ?? extensionOf(filename, upload.mimeType)
  const mimeType = info?.mimeType ?? upload.mimeType
  const size = info ? `-${info.width}x${info.height}` : ''
  const path = `${sha1}${size}.${extension}`
  const fullPath = `${kind}/${place.projectId}/${place.dataset}/${path}`
  return {
    path: `${kind}/${path}`,
    asset: {mimeType, sha1, md5, content: bytes},
    document: {
      _id: `${kind === 'images' ? 'image' : 'file'}-${sha1}${size}-${extension}`,
      _type: kind === 'images' ? 'sanity.imageAsset' : 'sanity.fileAsset',
      assetId: sha1,
      sha1hash: sha1,
      path: fullPath,
      url: `${place.origin}/${fullPath}`,
      size: bytes.byteLength,
      mimeType,
      extension,
      ...(filename ? {originalFilename: filename} : {}),
      ...upload.attributes,
      ...(info ? {metadata: info.metadata} : {}),
    },
  }
}

function extensionOf(filename: string | undefined, mimeType: string): string {
  const fromName = /\.([a-z0-9]{1,10})$/i.exec(filename ?? '')?.[1]
  const fromType = /^[a-z]+\/([a-z0-9]{1,10})$/i.exec(mimeType)?.[1]
  return (fromName ?? fromType ?? 'bin').toLowerCase()
}
