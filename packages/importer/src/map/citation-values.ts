import type {FoundMarker} from '../read/markers.ts'
import {publishedId} from './identify.ts'

/** A reference to a citation that is a draft as yet, so it is weak until both are published. */
export interface CitationReference {
  _type: 'citationReference'
  _key: string
  _ref: string
  _weak: true
  _strengthenOnPublish: {type: 'citation'}
}

/** What the mapping of marks needs: the draft id of each listed number, and fresh keys. */
export interface CitationContext {
  idOf: ReadonlyMap<number, string>
  keys: () => string
}

/** References to the citations that some marks name, each once. Numbers not listed are left out. */
export function toCitationReferences(
  markers: readonly FoundMarker[],
  {idOf, keys}: CitationContext,
): CitationReference[] {
  const ids = new Set(
    markers.flatMap(({numbers}) => numbers.flatMap((number) => idOf.get(number) ?? [])),
  )
  return [...ids].map((id) => ({
    _type: 'citationReference',
    _key: keys(),
    _ref: publishedId(id),
    _weak: true,
    _strengthenOnPublish: {type: 'citation'},
  }))
}
