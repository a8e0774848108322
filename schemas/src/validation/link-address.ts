/**
 * Validation for the address of a link. `//host` and everything that browsers read the same way
 * (backslashes count as slashes, tabs and line ends are dropped; WHATWG URL, 4.4) leads to another
 * site and looks like a page of this one.
 */
export function checkLinkAddress(address: string | undefined): true | string {
  if (address === undefined) return true
  const read = address.replaceAll(/[\t\n\r]/g, '').trim()
  const path = read.split(/[?#]/, 1)[0] ?? ''
  return read.startsWith('//') || path.includes('\\')
    ? 'Write the address in full, with https:// in front, and with / instead of \\.'
    : true
}
