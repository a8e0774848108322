import {expect, test} from 'vitest'

import {linksFor} from './links.ts'
import {placeOf} from './place.ts'

test('the address of a page leaves out the query and follows the public address', () => {
  const requested = new URL('http://localhost:3334/pages/example?preview')
  expect(placeOf(requested, 'Example').url).toBe('http://localhost:3334/pages/example')
  expect(placeOf(requested, 'Example', 'https://example.org')).toEqual({
    url: 'https://example.org/pages/example',
    breadcrumbs: [
      {name: 'Therapies for neuroendocrine tumors', url: 'https://example.org/'},
      {name: 'Example', url: 'https://example.org/pages/example'},
    ],
  })
})

test('links of a preview lead to previews', () => {
  expect(linksFor(true).therapy('a/b')).toBe('/therapies/a%2Fb?preview')
  expect(linksFor(false).page('example')).toBe('/pages/example')
})
