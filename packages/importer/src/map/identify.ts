import {sha256} from '@noble/hashes/sha2.js'
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js'

/** The last part of an address: lower case, letters and digits joined by hyphens. */
export function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 80)
    .replace(/-+$/u, '')
}

/** The id of a draft, the same for the same name on every import. */
export function draftIdFromName(type: string, name: string): string {
  return `drafts.${type}-${toSlug(name) || hash(name)}`
}

/** The id of a draft, the same for the same content however it is spaced. */
export function draftIdFromContent(type: string, content: string): string {
  return `drafts.${type}-${hash(content.replace(/\s+/gu, ' ').trim())}`
}

/** The id under which a draft will be published, which is what references point at. */
export function publishedId(draftId: string): string {
  return draftId.replace(/^drafts\./u, '')
}

function hash(content: string): string {
  return bytesToHex(sha256(utf8ToBytes(content.normalize('NFC')))).slice(0, 16)
}
