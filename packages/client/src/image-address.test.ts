import {expect, test} from 'vitest'

import {imageAddress, withImageAddresses} from './image-address.ts'

const sha1 = 'c0ffee'.repeat(6) + 'c0ff'
const place = {apiHost: 'http://localhost:3333', projectId: 'example', dataset: 'test'}

test('the address of a picture follows from the id of its asset and the host of the client', () => {
  expect(imageAddress(`image-${sha1}-300x200-png`, place)).toEqual({
    url: `http://localhost:3333/images/example/test/${sha1}-300x200.png`,
    width: 300,
    height: 200,
  })
  expect(
    imageAddress(`image-${sha1}-300x200-png`, {...place, apiHost: 'http://[::1]:4/'})?.url,
  ).toBe(`http://[::1]:4/images/example/test/${sha1}-300x200.png`)
})

test('a hosted project has its pictures on the CDN', () => {
  for (const apiHost of [undefined, 'https://api.sanity.io']) {
    expect(imageAddress(`image-${sha1}-3x2-jpg`, {...place, apiHost})?.url).toBe(
      `https://cdn.sanity.io/images/example/test/${sha1}-3x2.jpg`,
    )
  }
})

test('an id of another form has no address', () => {
  for (const id of [
    `image-${sha1}-3x2-png/../../evil`,
    `image-${sha1.slice(1)}-3x2-png`,
    `image-${sha1}-0x2-png`,
    `image-${sha1}-3x2`,
    `file-${sha1}-pdf`,
    '//evil.example/a.png',
    `image-${sha1}-3x2-png\n`,
    '',
  ]) {
    expect(imageAddress(id, place)).toBeNull()
  }
  expect(imageAddress(`image-${sha1}-3x2-png`, {...place, projectId: undefined})).toBeNull()
})

test('pictures are found wherever they stand, and nothing else changes', () => {
  const result = {
    name: 'examplinib',
    image: {alt: 'A pen', image: {assetId: `image-${sha1}-3x2-png`}},
    body: [
      {_type: 'accessibleImage', image: {assetId: 'odd'}},
      {_type: 'block', image: null},
    ],
    summary: null,
  }
  expect(withImageAddresses(result, place)).toEqual({
    name: 'examplinib',
    image: {
      alt: 'A pen',
      image: {
        url: `http://localhost:3333/images/example/test/${sha1}-3x2.png`,
        width: 3,
        height: 2,
      },
    },
    body: [
      {_type: 'accessibleImage', image: null},
      {_type: 'block', image: null},
    ],
    summary: null,
  })
  expect(withImageAddresses(null, place)).toBeNull()
})
