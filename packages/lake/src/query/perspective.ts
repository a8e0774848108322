import {isRecord, publishedId, type SanityDocument} from './document.ts'

/**
 * Which version of each document a query sees. A list is a stack of `drafts`, `published` and
 * release names: the first one that has the document wins, and `published` is always the floor.
 */
export type Perspective = 'raw' | 'published' | 'drafts' | string[]

/** The layers from top to floor, or `raw` for every stored document as it is. */
export type Layers = 'raw' | readonly string[]

/** @throws {RangeError} when `raw` is combined with other layers */
export function layersOf(perspective: Perspective): Layers {
  const stack = typeof perspective === 'string' ? [perspective] : perspective
  if (stack.includes('raw')) {
    if (stack.length > 1) {
      throw new RangeError(`the perspective "raw" cannot be combined; got ${stack.join(',')}`)
    }
    return 'raw'
  }
  const layers = stack.map((layer) => (layer === 'previewDrafts' ? 'drafts' : layer))
  const floor = layers.indexOf('published')
  return floor < 0 ? [...layers, 'published'] : layers.slice(0, floor + 1)
}

function idIn(layer: string, id: string): string {
  if (layer === 'published') return id
  return layer === 'drafts' ? `drafts.${id}` : `versions.${layer}.${id}`
}

/**
 * What a perspective shows under one published id: the top layer's document with its id rewritten
 * and the stored one in `_originalId`, or nothing when that layer deletes the document.
 */
export function visibleVersion(
  layers: readonly string[],
  id: string,
  stored: (id: string) => SanityDocument | undefined,
): SanityDocument | null {
  for (const layer of layers) {
    const document = stored(idIn(layer, id))
    if (!document) continue
    const system = document['_system']
    const deletes = layer !== 'published' && isRecord(system) && system['delete'] === true
    return deletes ? null : viewed(document, id)
  }
  return null
}

/** Puts `_originalId` on a document, and the id it is seen under. */
export function viewed(document: SanityDocument, id: string): SanityDocument {
  return {...document, _id: id, _originalId: document._id}
}

/** The key under which changes of a stored id show up in a view. */
export const viewId = (layers: Layers, storedId: string): string =>
  layers === 'raw' ? storedId : publishedId(storedId)
