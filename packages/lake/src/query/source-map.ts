import {isRecord, type SanityDocument} from './document.ts'
import {unescapeKey} from './escape-keys.ts'
import {isHidden, type Trace} from './trace-sources.ts'
import type {View} from './view.ts'

type Segment = string | number

/** Which document and attribute each part of a result came from, as `@sanity/client` reads it. */
export interface SourceMap {
  documents: {_id: string; _type: string}[]
  paths: string[]
  /** By path in the result; a mapping is for everything below it as well. */
  mappings: Record<string, Mapping>
}

interface Mapping {
  type: 'value'
  source:
    | {type: 'documentValue'; document: number; path: number}
    | {type: 'literal'}
    | {type: 'unknown'}
}

/** What a query that was rewritten by `traceSources` gives. */
export interface Traced {
  value: unknown
  trace: Trace | null
}

/** A place in a stored document. */
interface Place {
  document: SanityDocument
  path: readonly Segment[]
}

/** Where the objects and lists inside of documents are, remembered for as long as they exist. */
const places = new WeakMap<object, Place>()
const located = new WeakSet<SanityDocument>()

/**
 * Takes the traces out of a traced result and makes a source map of them.
 *
 * Each source is looked up in its document and compared with the result, so that a source that
 * is told is true; where that fails, the source is unknown.
 *
 * @param options.byKey - whether paths name the elements of lists by `_key` where they have one
 */
export function readTraces(
  traced: Traced,
  view: View,
  options: {byKey: boolean},
): {result: unknown; sourceMap: SourceMap} {
  const reader = new TraceReader(view, options.byKey)
  const result = reader.read(traced.value, traced.trace, [])
  return {result, sourceMap: reader.sourceMap}
}

class TraceReader {
  readonly sourceMap: SourceMap = {documents: [], paths: [], mappings: {}}
  readonly #view: View
  readonly #byKey: boolean
  readonly #documentIndexes = new Map<string, number>()
  readonly #pathIndexes = new Map<string, number>()
  /** Only parts of documents that are reached by no document in the result need all to be searched. */
  #isAllLocated = false

  constructor(view: View, byKey: boolean) {
    this.#view = view
    this.#byKey = byKey
  }

  /** Returns the value without its traces. */
  read(value: unknown, trace: Trace | null | undefined, path: readonly Segment[]): unknown {
    if (value === null || value === undefined) return value
    const source = this.#sourceOf(value, trace)
    if (typeof value !== 'object') {
      this.#map(path, source)
      return value
    }
    const place = source === 'unknown' ? this.#placeOf(value) : source
    if (place !== undefined) {
      this.#map(path, place)
      return value
    }
    if (Array.isArray(value)) {
      const traces = this.#elements(resolved(trace))
      return value.map((item: unknown, index) => this.read(item, traces?.[index], [...path, index]))
    }
    const clean: Record<string, unknown> = {}
    for (const {d} of tracesOf(value) ?? []) this.#locateDocument(d)
    for (const [key, item] of Object.entries(value)) {
      if (!isHidden(key)) clean[key] = this.read(item, {b: value, k: key}, [...path, key])
    }
    return clean
  }

  #sourceOf(value: unknown, given: Trace | null | undefined): Place | 'literal' | 'unknown' {
    const trace = resolved(given)
    if (!trace) return 'unknown'
    if (trace.l) return 'literal'
    for (const each of trace.c ?? []) {
      const source = this.#sourceOf(value, each)
      if (source !== 'unknown') return source
    }
    if (trace.k === undefined) return 'unknown'
    const place = this.#placeOf(trace.b) ?? this.#placeById(trace.b)
    if (!place) return 'unknown'
    const key =
      typeof trace.k === 'number' && trace.k < 0 && Array.isArray(trace.b)
        ? trace.b.length + trace.k
        : trace.k
    const path = [...place.path, key]
    return valueAt(place.document, path) === value ? {...place, path} : 'unknown'
  }

  /** Where an object or list is, when it is one of a document. */
  #placeOf(value: unknown): Place | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    this.#locateDocument(value)
    const place = places.get(value)
    const mayBeInside = isRecord(value) && typeof value['_id'] !== 'string' && !tracesOf(value)
    if (place || !mayBeInside || this.#isAllLocated) return place
    this.#isAllLocated = true
    for (const document of this.#view.documents) locate(document)
    return places.get(value)
  }

  /** The pipe function `score` copies documents, so that they are known by their id only. */
  #placeById(value: unknown): Place | undefined {
    const document =
      isRecord(value) && typeof value['_id'] === 'string' && this.#view.get(value['_id'])
    return document ? {document, path: []} : undefined
  }

  #locateDocument(value: unknown): void {
    if (!isRecord(value) || typeof value['_id'] !== 'string') return
    const document = this.#view.get(value['_id'])
    if (document === value) locate(document)
  }

  #elements(trace: Trace | null | undefined): readonly (Trace | null)[] | undefined {
    return trace?.e ?? trace?.f?.flatMap((each) => this.#flattened(each))
  }

  #flattened(trace: Trace | null): (Trace | null)[] {
    const nested = this.#elements(trace)
    if (nested) return [...nested]
    const list = trace?.k !== undefined && isRecord(trace.b) ? trace.b[String(trace.k)] : undefined
    return Array.isArray(list) ? list.map((_, index) => ({b: list, k: index})) : [trace]
  }

  #map(path: readonly Segment[], source: Place | 'literal' | 'unknown'): void {
    this.sourceMap.mappings[jsonPath(path)] = {
      type: 'value',
      source: typeof source === 'string' ? {type: source} : this.#documentValue(source),
    }
  }

  #documentValue({document, path}: Place): Mapping['source'] {
    const {documents, paths} = this.sourceMap
    const {_originalId: originalId, _id} = document
    const id = typeof originalId === 'string' ? originalId : _id
    const text = jsonPath(this.#byKey ? withKeys(document, path) : path)
    return {
      type: 'documentValue',
      document: indexIn(this.#documentIndexes, id, () =>
        documents.push({_id: id, _type: document._type}),
      ),
      path: indexIn(this.#pathIndexes, text, () => paths.push(text)),
    }
  }
}

function indexIn(indexes: Map<string, number>, key: string, add: () => number): number {
  const known = indexes.get(key)
  if (known !== undefined) return known
  const index = add() - 1
  indexes.set(key, index)
  return index
}

function locate(document: SanityDocument): void {
  if (located.has(document)) return
  const visit = (value: unknown, path: readonly Segment[]): void => {
    if (typeof value !== 'object' || value === null) return
    places.set(value, {document, path})
    if (Array.isArray(value)) value.forEach((item: unknown, index) => visit(item, [...path, index]))
    else for (const [key, item] of Object.entries(value)) visit(item, [...path, key])
  }
  visit(document, [])
  located.add(document)
}

/** The traces of an object that the query made; those that were put into it last come first. */
function tracesOf(value: unknown): Trace[] | undefined {
  if (!isRecord(value)) return undefined
  const lists = Object.entries(value).flatMap(([key, item]) =>
    isHidden(key) && Array.isArray(item) ? [item as Trace[]] : [],
  )
  return lists.length === 0 ? undefined : lists.toReversed().flat()
}

/** Follows a trace through objects that the query made. */
function resolved(trace: Trace | null | undefined): Trace | null {
  let current = trace ?? null
  while (current?.k !== undefined) {
    const made = tracesOf(current.b)
    if (!made) break
    current = traceOfAttribute(made, current.k)
  }
  return current
}

function traceOfAttribute(traces: readonly Trace[], key: string | number): Trace | null {
  const named = traces.findLast(({n}) => n === key)
  if (named) return named.r ?? null
  return {c: traces.flatMap(({s}) => (isRecord(s) ? [{b: s, k: key}] : []))}
}

function valueAt(document: SanityDocument, path: readonly Segment[]): unknown {
  let value: unknown = document
  for (const segment of path) {
    if (Array.isArray(value)) value = value[Number(segment)]
    else if (isRecord(value) && Object.hasOwn(value, segment)) value = value[segment]
    else return undefined
  }
  return value
}

/** A key of an element of a list. */
interface Keyed {
  _key: string
}

function withKeys(document: SanityDocument, path: readonly Segment[]): (Segment | Keyed)[] {
  return path.map((segment, index) => {
    if (typeof segment === 'string') return segment
    const item = valueAt(document, path.slice(0, index + 1))
    return isRecord(item) && typeof item['_key'] === 'string' ? {_key: item['_key']} : segment
  })
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  "'": String.raw`\'`,
  '\\': String.raw`\\`,
}

const escaped = (text: string): string =>
  text.replace(/[\f\n\r\t'\\]/g, (each) => ESCAPES[each] ?? each)

function jsonPath(path: readonly (Segment | Keyed)[]): string {
  const segments = path.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`
    if (typeof segment === 'string') return `['${escaped(unescapeKey(segment))}']`
    return `[?(@._key=='${escaped(segment._key)}')]`
  })
  return `$${segments.join('')}`
}
