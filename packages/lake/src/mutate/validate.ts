import {type DocumentInput, isRecord} from '../document.ts'
import {invalid} from '../errors.ts'

/** The hosted API allows 20 levels of nesting. */
const MAXIMUM_DEPTH = 20

/** Names that JavaScript gives a meaning of its own; a document with such an attribute breaks readers. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty'])

/** @throws {LakeError} 400 unless `value` is an object with a type */
export function requireDocument(value: unknown, what: string): DocumentInput {
  if (!isRecord(value)) throw invalid(`${what} must be an object; got ${JSON.stringify(value)}`)
  if (typeof value['_type'] !== 'string' || value['_type'] === '') {
    throw invalid(`${what} must have the string attribute "_type"`)
  }
  return value as DocumentInput
}

/** @throws {LakeError} 400 when the content is nested too deeply or has a reserved attribute name */
export function checkContent(id: string, value: unknown, depth = 0, path = ''): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > MAXIMUM_DEPTH) {
    throw invalid(`${id} is nested deeper than ${MAXIMUM_DEPTH} levels at ${path}`, {id})
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      checkContent(id, item, depth + 1, `${path}[${index}]`)
    return
  }
  for (const [key, nested] of Object.entries(value)) {
    if (RESERVED.has(key)) {
      throw invalid(
        `${id} has an attribute named "${key}"${path ? ` in ${path}` : ''}; rename it`,
        {id},
      )
    }
    checkContent(id, nested, depth + 1, path === '' ? key : `${path}.${key}`)
  }
}
