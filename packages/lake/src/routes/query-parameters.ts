import {badRequest, LakeError} from '../errors.ts'
import type {Perspective} from '../query/engine.ts'
import {isSince20250219} from './api-path.ts'
import {parseJson} from './parse-json.ts'

/** As many releases as anybody looks at together. */
const MAXIMUM_LAYERS = 50

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** GROQ parameters from `$name=<JSON>` pairs. */
export function groqParameters(search: URLSearchParams): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const [key, value] of search) {
    if (!key.startsWith('$')) continue
    const name = key.slice(1)
    if (!NAME.test(name) || name === '__proto__') {
      throw badRequest(`"${name}" cannot be the name of a parameter`)
    }
    try {
      params[name] = parseJson(value)
    } catch (error) {
      if (error instanceof LakeError) throw error
      throw badRequest(`the parameter $${name} is not valid JSON: ${value.slice(0, 100)}`, error)
    }
  }
  return params
}

/** The perspective asked for; by default `published`, or `raw` in versions before 2025-02-19. */
export function perspectiveFrom(value: string | null, apiVersion: string): Perspective {
  if (value === null || value === '') return isSince20250219(apiVersion) ? 'published' : 'raw'
  const layers = value
    .split(',', MAXIMUM_LAYERS + 1)
    .map((layer) => (layer === 'previewDrafts' ? 'drafts' : layer))
  if (!layers.every((layer) => /^[A-Za-z0-9_-]+$/.test(layer))) {
    throw badRequest(
      `"${value}" is no perspective; use raw, published, drafts or a list of releases`,
    )
  }
  if (layers.length > MAXIMUM_LAYERS) {
    throw badRequest(`a perspective may have ${MAXIMUM_LAYERS} layers`)
  }
  if (layers.length > 1) {
    if (layers.includes('raw')) throw badRequest('the perspective "raw" cannot be combined')
    return layers
  }
  const [only = ''] = layers
  return only === 'raw' || only === 'published' || only === 'drafts' ? only : [only]
}

export function flag(search: URLSearchParams, name: string, fallback = false): boolean {
  const value = search.get(name)
  if (value === null) return fallback
  if (value === 'true' || value === 'false') return value === 'true'
  throw badRequest(`${name} must be true or false; got "${value}"`)
}
