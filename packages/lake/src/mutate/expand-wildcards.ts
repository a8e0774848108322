import {extractWithPath} from '@sanity/mutator'

import {isRecord} from '../document.ts'

/**
 * Replaces `[*]`, `[]` and `.*` by the indexes and keys a document really has, because the mutator
 * which applies the patch (here and in the Studio) does not know them. Paths without a wildcard are
 * returned as they are.
 */
export function expandWildcards(path: string, document: unknown): string[] {
  const wildcard = findWildcard(path)
  if (!wildcard) return [path]
  const prefix = path.slice(0, wildcard.start)
  const suffix = path.slice(wildcard.end)
  const containers =
    prefix === '' ? [{path: [], value: document}] : extractWithPath(prefix, document)
  return containers.flatMap((container) =>
    childSegments(container.value, wildcard.kind).flatMap((segment) =>
      expandWildcards(toPath([...container.path, segment]) + suffix, document),
    ),
  )
}

interface Wildcard {
  start: number
  end: number
  kind: 'elements' | 'attributes'
}

function findWildcard(path: string): Wildcard | null {
  let quote = ''
  for (let index = 0; index < path.length; index += 1) {
    const character = path[index]
    if (quote !== '') {
      if (character === '\\') index += 1
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'") {
      quote = character
    } else {
      const elements = /^\[\s*\*?\s*\]/.exec(path.slice(index))
      if (elements) return {start: index, end: index + elements[0].length, kind: 'elements'}
      if (path.startsWith('.*', index)) return {start: index, end: index + 2, kind: 'attributes'}
      if (index === 0 && character === '*') return {start: 0, end: 1, kind: 'attributes'}
    }
  }
  return null
}

function childSegments(value: unknown, kind: Wildcard['kind']): (string | number)[] {
  if (kind === 'elements') return Array.isArray(value) ? value.map((_, index) => index) : []
  return isRecord(value) ? Object.keys(value) : []
}

function toPath(segments: readonly unknown[]): string {
  let path = ''
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(String(segment))) {
      path += path === '' ? String(segment) : `.${String(segment)}`
    } else path += `['${String(segment).replaceAll(/['\\]/g, '\\$&')}']`
  }
  return path
}
