import type {RawPatch} from 'mendoza'

/** The opcodes of the Mendoza format that this encoder emits, by their number in the format. */
const VALUE = 0
const PUSH_FIELD_COPY = 10
const PUSH_FIELD_BLANK = 11
const PUSH_ELEMENT_COPY = 12
const PUSH_ELEMENT_BLANK = 13
const RETURN_INTO_OBJECT_SAME_KEY_POP = 15
const RETURN_INTO_ARRAY_POP = 16
const OBJECT_SET_FIELD_VALUE = 17
const OBJECT_DELETE_FIELD = 19
const ARRAY_APPEND_VALUE = 20
const ARRAY_APPEND_SLICE = 21
const STRING_APPEND_STRING = 22
const STRING_APPEND_SLICE = 23

type JsonObject = Readonly<Record<string, unknown>>

/**
 * The Mendoza patch that turns one JSON value into another: `[]` when they are equal, and
 * `[0, after]` when either is `null` or they have nothing in common.
 */
export function encodeMendoza(before: unknown, after: unknown): RawPatch {
  if (isObject(before) && isObject(after)) {
    const patch = patchObject(before, after)
    if (patch && (patch.length === 0 || size(patch) < size([VALUE, after]))) return patch
  } else if (isEqual(before, after) && before !== null) {
    return []
  }
  return [VALUE, after]
}

/** Starts from a copy of `before`. `null` when the decoder could not handle such an object. */
function patchObject(before: JsonObject, after: JsonObject): unknown[] | null {
  if (Object.hasOwn(before, '__proto__') || Object.hasOwn(after, '__proto__')) return null
  const patch: unknown[] = []
  for (const [index, key] of Object.keys(before).sort().entries()) {
    const old = before[key]
    const value = after[key]
    if (!Object.hasOwn(after, key)) {
      patch.push(OBJECT_DELETE_FIELD, index)
    } else if (!isEqual(old, value)) {
      const set = [OBJECT_SET_FIELD_VALUE, value, key]
      const nested = patchNested(old, value, index, PUSH_FIELD_COPY, PUSH_FIELD_BLANK)
      nested?.push(RETURN_INTO_OBJECT_SAME_KEY_POP)
      patch.push(...(nested && size(nested) < size(set) ? nested : set))
    }
  }
  for (const [key, value] of Object.entries(after)) {
    if (!Object.hasOwn(before, key)) patch.push(OBJECT_SET_FIELD_VALUE, value, key)
  }
  return patch
}

/** `null` unless both are objects, or lists, or texts, with something left of them. */
function patchNested(
  before: unknown,
  after: unknown,
  index: number,
  pushCopy: number,
  pushBlank: number,
): unknown[] | null {
  if (isObject(before) && isObject(after)) {
    const patch = patchObject(before, after)
    return patch && [pushCopy, index, ...patch]
  }
  if (Array.isArray(before) && Array.isArray(after) && after.length > 0) {
    return [pushBlank, index, ...patchArray(before, after)]
  }
  if (typeof before === 'string' && typeof after === 'string' && after !== '') {
    return [pushBlank, index, ...patchString(before, after)]
  }
  return null
}

/** Builds the list anew from slices of the old one, changed elements and new ones. */
function patchArray(before: readonly unknown[], after: readonly unknown[]): unknown[] {
  const patch: unknown[] = []
  const positions = positionsByContent(before)
  const byKey = positionsByKey(before)
  let next = 0
  for (let index = 0; index < after.length;) {
    const value = after[index]
    const from = nearest(positions.get(JSON.stringify(value)), next)
    if (from !== null && isEqual(before[from], value)) {
      let length = 1
      while (
        index + length < after.length &&
        from + length < before.length &&
        isEqual(before[from + length], after[index + length])
      ) {
        length++
      }
      patch.push(ARRAY_APPEND_SLICE, from, from + length)
      next = from + length
      index += length
      continue
    }
    const candidate = byKey.get(keyOf(value)) ?? next
    const append = [ARRAY_APPEND_VALUE, value]
    const nested =
      candidate < before.length
        ? patchNested(before[candidate], value, candidate, PUSH_ELEMENT_COPY, PUSH_ELEMENT_BLANK)
        : null
    nested?.push(RETURN_INTO_ARRAY_POP)
    patch.push(...(nested && size(nested) < size(append) ? nested : append))
    next = candidate + 1
    index++
  }
  return patch
}

function positionsByContent(list: readonly unknown[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>()
  for (const [index, value] of list.entries()) {
    const content = JSON.stringify(value)
    const known = positions.get(content)
    if (known) known.push(index)
    else positions.set(content, [index])
  }
  return positions
}

function positionsByKey(list: readonly unknown[]): ReadonlyMap<unknown, number> {
  const positions = new Map<unknown, number>()
  for (const [index, value] of list.entries()) {
    const key = keyOf(value)
    if (key !== undefined) positions.set(key, index)
  }
  return positions
}

const keyOf = (value: unknown): unknown => (isObject(value) ? value['_key'] : undefined)

/** The first position from `next` on, so that slices grow long, or else the first of all. */
function nearest(positions: readonly number[] | undefined, next: number): number | null {
  if (!positions) return null
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((positions[middle] ?? 0) < next) low = middle + 1
    else high = middle
  }
  return positions[low] ?? positions[0] ?? null
}

/**
 * Keeps the common start and end. Offsets count UTF-8 bytes. No slice ends inside the old text
 * unless it begins at 0, because the decoder miscounts the end of such slices.
 */
function patchString(before: string, after: string): unknown[] {
  const old = Array.from(before)
  const now = Array.from(after)
  const shortest = Math.min(old.length, now.length)
  let start = 0
  while (start < shortest && old[start] === now[start]) start++
  let end = 0
  while (end < shortest - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++
  const patch: unknown[] = []
  if (start > 0) patch.push(STRING_APPEND_SLICE, 0, byteLength(old.slice(0, start)))
  if (start + end < now.length) {
    patch.push(STRING_APPEND_STRING, now.slice(start, now.length - end).join(''))
  }
  if (end > 0) {
    const total = byteLength(old)
    patch.push(STRING_APPEND_SLICE, total - byteLength(old.slice(old.length - end)), total)
  }
  return patch
}

function byteLength(characters: readonly string[]): number {
  let bytes = 0
  for (const character of characters) {
    const code = character.codePointAt(0) ?? 0
    bytes += code > 0xffff ? 4 : code > 0x7ff ? 3 : code > 0x7f ? 2 : 1
  }
  return bytes
}

const size = (value: unknown): number => JSON.stringify(value).length

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]))
    )
  }
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  )
}
