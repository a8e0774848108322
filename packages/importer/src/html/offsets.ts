/**
 * Leads each character of a text node to where it stands in the source, in which entities, line
 * ends and repaired characters may be written otherwise.
 *
 * @param start - where the node begins in `source`
 */
export function textOffsets(value: string, source: string, start: number): number[] {
  const offsets: number[] = []
  let at = start
  for (let index = 0; index < value.length;) {
    const character = value[index] ?? ''
    const written = source[at] ?? ''
    if (character === '\n' && written === '\r') {
      offsets.push(at)
      at += source[at + 1] === '\n' ? 2 : 1
      index += 1
      continue
    }
    const entity =
      written === '&' ? /^&(?:#[xX]?[\da-fA-F]+|\w+);?/u.exec(source.slice(at, at + 40)) : null
    if (!entity || isPlain(value, index, entity[0])) {
      offsets.push(at)
      at += 1
      index += 1
      continue
    }
    const isAstral = /[\ud800-\udbff]/u.test(character) || (value.codePointAt(index) ?? 0) > 0xffff
    offsets.push(at)
    if (isAstral) offsets.push(at)
    index += isAstral ? 2 : 1
    at += entity[0].length
  }
  return offsets
}

/** An ampersand that begins no entity stands in the value as it is. */
function isPlain(value: string, index: number, entity: string): boolean {
  return value.startsWith(entity, index) && !/^&(?:amp|lt|gt|quot|nbsp|#)/iu.test(entity)
}
