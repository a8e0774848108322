import fc from 'fast-check'
import {expect, test} from 'vitest'

import {safeHref} from './safe-href.ts'

test('web, mail, telephone and relative addresses pass', () => {
  for (const href of [
    'https://example.org/a?b=c:d#e',
    'HTTP://example.org',
    'mailto:a@example.org',
    'tel:+1555',
    '/therapies/a:b',
    '#ref-1',
    '?a=b:c',
    'page',
  ]) {
    expect(safeHref(href)).toBe(href)
  }
})

test('other schemes do not pass, however they are written', () => {
  for (const href of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0000javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '',
    null,
    {toString: () => 'https://example.org'},
  ]) {
    expect(safeHref(href)).toBeUndefined()
  }
})

test('an address that borrows the scheme of the page and names another host does not pass', () => {
  for (const href of [
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '\\/evil.example',
    ' /\t/evil.example',
    'https:\\\\evil.example',
  ]) {
    expect(safeHref(href)).toBeUndefined()
  }
  expect(safeHref('/search?next=//a\\b')).toBe('/search?next=//a\\b')
})

test('a relative address that passes stays on the site', () => {
  const odd = fc.string({
    unit: fc.constantFrom('/', '\\', '.', ' ', '\t', 'a', '@', ':'),
    maxLength: 8,
  })
  fc.assert(
    fc.property(odd, (start) => {
      const href = safeHref(`${start}evil.example`)
      if (href === undefined || !URL.canParse(href, 'https://example.org')) return
      expect(new URL(href, 'https://example.org').host).toBe('example.org')
    }),
  )
})

test('what passes is read as an allowed scheme by the URL standard', () => {
  fc.assert(
    fc.property(
      fc.string({unit: 'binary-ascii', maxLength: 12}),
      fc.constantFrom('javascript:', 'data:', ''),
      (before, scheme) => {
        const href = safeHref(`${before}${scheme}alert(1)`)
        if (href === undefined || !URL.canParse(href, 'https://example.org')) return
        expect(['https:', 'http:', 'mailto:', 'tel:']).toContain(
          new URL(href, 'https://example.org').protocol,
        )
      },
    ),
  )
})
