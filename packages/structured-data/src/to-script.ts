/**
 * JSON for the inside of `<script type="application/ld+json">`. `<` is escaped, so that no text can
 * end the element or open a comment; U+2028 and U+2029 are, too.
 */
export function toScript(jsonLd: object): string {
  return JSON.stringify(jsonLd)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}
