import {isDeepStrictEqual} from 'node:util'

import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import type {SanityDocument} from '../document.ts'
import {LakeError} from '../errors.ts'
import type {LocatedError} from '../mutate/check-changes.ts'
import type {PendingState} from '../mutate/pending-state.ts'
import type {Change} from '../store/records.ts'

/** What follows from the bytes of an asset. Titles, descriptions and the like are people's. */
const FIXED = [
  '_type',
  'assetId',
  'sha1hash',
  'path',
  'url',
  'size',
  'mimeType',
  'extension',
  'metadata',
] as const

const ID = {
  'sanity.imageAsset': /^image-([0-9a-f]{40})-\d+x\d+-[a-z0-9]+$/,
  'sanity.fileAsset': /^file-([0-9a-f]{40})-[a-z0-9]+$/,
} as const

/** Taken for something else, they would stand for bytes that somebody uploads later. */
const RESERVED = /^(image|file)-[0-9a-f]{40}-/

/**
 * An asset document says what was uploaded and where it is, so nobody writes it by hand: it comes
 * with an upload, its id is that of its content, and what follows from the content stays as it is.
 * Whoever may bring in a history from elsewhere may bring in assets as well, under the same ids.
 */
export function checkAssets(
  dataset: Dataset,
  caller: Caller,
  state: PendingState,
  changes: readonly Change[],
  isUpload: boolean,
): LocatedError[] {
  const access = caller.access(dataset.name)
  return changes.flatMap(({id, before, after}) => {
    if (after === null) return []
    const refuse = (message: string) => [
      {
        index: state.indexOf(id),
        error: new LakeError('validationError', message, {status: 400, fields: {id}}),
      },
    ]
    if (!isAsset(before) && !isAsset(after)) {
      return RESERVED.test(id) ? refuse(`"${id}" is the id of an asset; choose another`) : []
    }
    if (isAsset(after) && !isNamedByContent(after)) {
      return refuse(`"${id}" cannot be the id of an asset; it has to follow from the content`)
    }
    if (isUpload || access.can('editHistory', after)) return []
    if (before === null) return refuse(`"${id}" is an asset; upload it instead`)
    const changed = FIXED.find((name) => !isDeepStrictEqual(before[name], after[name]))
    if (changed === undefined) return []
    return refuse(`"${changed}" of "${id}" follows from the uploaded bytes and cannot be changed`)
  })
}

function isAsset(document: SanityDocument | null): boolean {
  return document !== null && document._type in ID
}

function isNamedByContent({_id, _type, sha1hash}: SanityDocument): boolean {
  const pattern = _type === 'sanity.imageAsset' ? ID[_type] : ID['sanity.fileAsset']
  return pattern.exec(_id)?.[1] === sha1hash
}
