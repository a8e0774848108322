import {badRequest} from '../errors.ts'

/** Documents may have 20 levels, and stand a few levels deep in a request. */
const MAXIMUM_DEPTH = 100

/**
 * JSON as far as the lake can work with it: what is nested by the thousand would exhaust the stack
 * of whatever looks at it.
 *
 * @throws {LakeError} 400 when it is nested too deeply
 * @throws {SyntaxError} when it is not JSON
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (depthOf(text) > MAXIMUM_DEPTH) {
    throw badRequest(`the JSON is nested more than ${MAXIMUM_DEPTH} levels deep`)
  }
  return value
}

/** Of text that is known to be JSON. */
function depthOf(text: string): number {
  let deepest = 0
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    switch (text[index]) {
      case '"':
        index = endOfString(text, index)
        break
      case '[':
      case '{':
        depth += 1
        if (depth > deepest) deepest = depth
        break
      case ']':
      case '}':
        depth -= 1
        break
      default:
    }
  }
  return deepest
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index
}
