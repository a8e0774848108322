const allowedSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/**
 * The address when a patient page may link to it, otherwise `undefined`.
 *
 * Allowed are http, https, mailto, tel and relative addresses. Browsers drop control characters and
 * blanks before they read a scheme (WHATWG URL, 4.4), so they are dropped here first. They also read
 * a backslash as a slash, and `//host` as another site: neither is allowed.
 */
export function safeHref(href: unknown): string | undefined {
  if (typeof href !== 'string') return undefined
  const address = dropControls(href).trim()
  if (address === '' || leavesTheSite(address)) return undefined
  const scheme = /^[^/?#]*?:/.exec(address)?.[0].toLowerCase()
  return scheme === undefined || allowedSchemes.has(scheme) ? address : undefined
}

function dropControls(text: string): string {
  return Array.from(text)
    .filter((character) => (character.codePointAt(0) ?? 0) > 0x1f)
    .join('')
}

function leavesTheSite(address: string): boolean {
  const path = address.split(/[?#]/, 1)[0] ?? ''
  return address.startsWith('//') || path.includes('\\')
}
