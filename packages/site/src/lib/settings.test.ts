import {expect, test} from 'vitest'

import {clientConfig, imageOrigin, isPreview, readSettings} from './settings.ts'

const url = (address: string) => new URL(address, 'http://localhost:3334')

test('without settings the site reads the local lake', () => {
  expect(clientConfig(readSettings({}), false)).toEqual({
    projectId: 'nettherapies',
    dataset: 'production',
    apiHost: 'http://localhost:3333',
    useProjectHostname: false,
  })
})

test('another project is a hosted one, unless a host is named', () => {
  expect(
    clientConfig(readSettings({SANITY_PROJECT_ID: 'abc', SANITY_DATASET: 'test'}), false),
  ).toEqual({projectId: 'abc', dataset: 'test'})
  const settings = readSettings({SANITY_PROJECT_ID: 'abc', SANITY_API_HOST: 'http://localhost:1'})
  expect(clientConfig(settings, false)).toMatchObject({apiHost: 'http://localhost:1'})
})

test('pictures come from the lake, or from the CDN of a hosted project', () => {
  expect(imageOrigin(readSettings({SANITY_API_HOST: 'http://localhost:1234/'}))).toBe(
    'http://localhost:1234',
  )
  expect(imageOrigin(readSettings({SANITY_PROJECT_ID: 'abc'}))).toBe('https://cdn.sanity.io')
})

test('a preview needs both the token and the request', () => {
  const open = readSettings({SANITY_READ_TOKEN: 'secret'})
  expect(isPreview(url('/?preview'), open)).toBe(true)
  expect(isPreview(url('/'), open)).toBe(false)
  expect(isPreview(url('/?preview'), readSettings({}))).toBe(false)
})

test('the token goes along only in a preview', () => {
  const settings = readSettings({SANITY_READ_TOKEN: 'secret'})
  expect(clientConfig(settings, true)).toMatchObject({perspective: 'drafts', token: 'secret'})
  expect(Object.hasOwn(clientConfig(settings, false), 'token')).toBe(false)
})
