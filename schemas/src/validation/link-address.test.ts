import {expect, test} from 'vitest'

import {checkLinkAddress} from './link-address.ts'

test('addresses with a scheme, and relative ones, are links', () => {
  for (const address of [
    undefined,
    'https://example.org/a',
    '/therapies/examplinib',
    'page?next=//a',
    '#ref-1',
    'mailto:a@example.org',
  ]) {
    expect(checkLinkAddress(address)).toBe(true)
  }
})

test('an address that borrows the scheme of the page and names another host is refused', () => {
  for (const address of [
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '\\/evil.example',
    ' //evil.example',
    '/\t/evil.example',
    'https:\\\\evil.example',
    'a\\b',
  ]) {
    expect(checkLinkAddress(address)).toBe(
      'Write the address in full, with https:// in front, and with / instead of \\.',
    )
  }
})
