import {crc32, deflateSync} from 'node:zlib'

import {afterAll, beforeAll, expect, test, vi} from 'vitest'

import {openPlainStudio, type PlainStudio} from './plain-studio.ts'

const DAY_MS = 86_400_000

let studio: PlainStudio
let daysPassed = 0

beforeAll(async () => {
  studio = await openPlainStudio(() => new Date(Date.now() + daysPassed * DAY_MS))
  await studio.clientOf('ada').create({_id: 'one', _type: 'note', title: 'First title'})
})

afterAll(async () => studio.close())

const stored = async (query: string): Promise<unknown> => studio.clientOf('ada').fetch(query)

test('a release is made, gets a change of a document, and is published in the Studio', async () => {
  const page = await studio.signIn('ben')
  await page.goto(`${studio.url}/releases`)
  await vi.waitFor(
    async () => {
      // The dialog goes when the list of releases arrives after it was opened.
      const title = page.getByTestId('release-form-title')
      if (!(await title.isVisible())) {
        await page.getByRole('button', {name: 'New release'}).click({timeout: 3_000})
      }
      await title.fill('Autumn', {timeout: 3_000})
      await page.getByTestId('submit-release-button').click({timeout: 3_000})
    },
    {timeout: 30_000},
  )
  await page.waitForURL(/\/releases\/r\w+/)
  const releaseId = new URL(page.url()).pathname.split('/').at(-1)

  await page.goto(`${studio.url}/structure/note;one?perspective=${releaseId}`)
  await page.getByRole('button', {name: 'Add to release'}).click()
  const title = page.getByTestId('field-title').getByTestId('string-input')
  await title.fill('Autumn title')
  await expect
    .poll(async () => stored('*[_type == "note"]{_id, title}'), {timeout: 30_000})
    .toEqual([
      {_id: 'one', title: 'First title'},
      {_id: `versions.${releaseId}.one`, title: 'Autumn title'},
    ])

  await page.goto(`${studio.url}/releases/${releaseId}`)
  await page.getByText('Autumn title').waitFor()
  await page.getByTestId('publish-all-button').click()
  await page.getByTestId('confirm-button').click()
  await expect
    .poll(async () => stored('*[_type in ["note", "system.release"]]{_id, title, state}'), {
      timeout: 30_000,
    })
    .toEqual([
      {_id: `_.releases.${releaseId}`, title: null, state: 'published'},
      {_id: 'one', title: 'Autumn title', state: null},
    ])
  expect(studio.complaints).toEqual([])
})

test('a change is scheduled in the Studio and published when its time has come', async () => {
  await studio.clientOf('ada').create({_id: 'two', _type: 'note', title: 'Before'})
  const page = await studio.signIn('ben')
  await page.goto(`${studio.url}/intent/edit/id=two;type=note/`)
  await page.getByTestId('field-title').getByTestId('string-input').fill('After')
  await expect
    .poll(async () => stored('*[_id == "drafts.two"].title'), {timeout: 30_000})
    .toEqual(['After'])
  // The menu closes when the document changes under it, as it does right after an edit.
  await vi.waitFor(
    async () => {
      await page.getByTestId('action-menu-button').click({timeout: 3_000})
      await page.getByTestId('action-Schedulepublish').click({timeout: 3_000})
      await page.getByTestId('date-input').waitFor({timeout: 3_000})
    },
    {timeout: 60_000},
  )
  const tomorrow = new Date(Date.now() + DAY_MS)
  const date = tomorrow.toLocaleDateString('en-US', {
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  })
  await page.getByTestId('date-input').fill(`${date} 09:30`)
  await page.keyboard.press('Enter')
  await page.getByTestId('confirm-button').click()
  await page.getByTestId('document-header-Scheduled-publish-chip').waitFor()
  const state = async () =>
    stored('*[_type == "system.release" && metadata.cardinality == "one"].state')
  await expect.poll(state, {timeout: 30_000}).toEqual(['scheduled'])
  expect(await stored('*[_id == "two"].title')).toEqual(['Before'])

  daysPassed = 3
  // The lake looks at the clock twice a minute, because a machine may sleep.
  await expect.poll(state, {timeout: 60_000}).toEqual(['published'])
  expect(await stored('*[_id == "two"].title')).toEqual(['After'])
  await expect
    .poll(async () => page.getByTestId('document-header-Scheduled-publish-chip').count(), {
      timeout: 30_000,
    })
    .toBe(0)
  expect(studio.complaints).toEqual([])
}, 240_000)

test('a picture is uploaded and shown in the size the Studio asks for', async () => {
  const page = await studio.signIn('ben')
  await page.goto(`${studio.url}/intent/edit/id=one;type=note/`)
  await page.getByTestId('field-title').waitFor()
  const shown = page.waitForResponse((response) => /\/images\/.*[?&]w=/.test(response.url()))
  const buffer = pngOf(300, 200)
  await page
    .getByTestId('file-button-input')
    .setInputFiles({name: 'grey.png', mimeType: 'image/png', buffer})
  const response = await shown
  expect([response.status(), response.headers()['content-type']]).toEqual([200, 'image/webp'])
  const preview = page
    .getByTestId('hotspot-image-input')
    .or(page.locator('[data-testid="image-input"] img'))
    .first()
  await preview.waitFor()
  await expect
    .poll(
      async () =>
        stored('*[_id == "drafts.one"][0].picture.asset->metadata.dimensions{width, height}'),
      {timeout: 30_000},
    )
    .toEqual({width: 300, height: 200})
  expect(studio.complaints).toEqual([])
})

/** A grey picture (ISO/IEC 15948). */
function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  const rows = Buffer.alloc((width + 1) * height, 0)
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    checksum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, checksum])
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
