import {sha256} from '@noble/hashes/sha2.js'
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js'

/** The attributes of a document that say where and when it is stored, not what it says. */
const systemFields = new Set(['_id', '_rev', '_createdAt', '_updatedAt', '_originalId', '_system'])

/**
 * The SHA-256 digest of what a document says, as 64 lower-case hex digits.
 *
 * System fields are left out and object keys are sorted (canonical JSON after RFC 8785 for the
 * values JSON has). References that publishing strengthens count as strengthened already, so a
 * draft and the document it becomes have the same digest.
 */
export function contentDigest(document: Readonly<Record<string, unknown>>): string {
  const content = Object.fromEntries(
    Object.entries(document).filter(([key]) => !systemFields.has(key)),
  )
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(content))))
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(strengthened(value)).filter(([, child]) => child !== undefined)
  entries.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`).join(',')}}`
}

function strengthened(value: object): object {
  if (!('_strengthenOnPublish' in value)) return value
  const {_strengthenOnPublish: rule, ...rest} = value as {
    _strengthenOnPublish?: {weak?: boolean}
    _weak?: boolean
  }
  if (rule?.weak) return rest
  const {_weak: _dropped, ...strong} = rest
  return strong
}
