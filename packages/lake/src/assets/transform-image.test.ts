import {crc32} from 'node:zlib'

import sharp from 'sharp'
import {describe, expect, test} from 'vitest'

import {blurHash} from './blur-hash.ts'
import {describeImage} from './image-metadata.ts'
import {imageParameters} from './image-parameters.ts'
import {paletteOf} from './palette.ts'
import {Renditions} from './renditions.ts'
import {transformImage} from './transform-image.ts'
import {Turns} from './turns.ts'

/** 60 by 40: red on the left, blue on the right, and a green square in the left upper corner. */
const picture = await sharp(
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="30" height="40" fill="red"/><rect x="30" width="30" height="40" fill="blue"/><rect width="10" height="10" fill="lime"/></svg>',
  ),
)
  .flatten()
  .png()
  .toBuffer()

const parameters = (query: string) => imageParameters(new URLSearchParams(query))
const nameOf = new Map([
  ['255,0,0', 'red'],
  ['0,255,0', 'green'],
  ['0,0,255', 'blue'],
  ['255,255,255', 'white'],
  ['0,0,0', 'black'],
])

/** Type, size and the colours of the corners, rounded to the nearest pure colour. */
async function look(query: string, bytes: Uint8Array = picture): Promise<string> {
  const made = await transformImage(bytes, parameters(query), {webp: true})
  const {data, info} = await sharp(made.bytes).raw().toBuffer({resolveWithObject: true})
  const at = (x: number, y: number) => {
    const start = (y * info.width + x) * info.channels
    const [...rgba] = data.subarray(start, start + info.channels)
    if (rgba[3] === 0) return 'nothing'
    const pure = rgba.slice(0, 3).map((each) => (each > 127 ? 255 : 0))
    return nameOf.get(pure.join(',')) ?? pure.join(',')
  }
  const [right, bottom] = [info.width - 2, info.height - 2]
  const corners = [at(1, 1), at(right, 1), at(1, bottom), at(right, bottom)]
  return `${made.mimeType.slice(6)} ${info.width}x${info.height} ${corners.join(' ')}`
}

describe('transformImage', () => {
  test.each([
    ['w=30', 'png 30x20 green blue red blue'],
    ['w=20&h=20&fit=crop', 'png 20x20 red blue red blue'],
    ['w=20&h=20&fit=crop&crop=left', 'png 20x20 green blue red blue'],
    ['rect=30,0,30,40', 'png 30x40 blue blue blue blue'],
    ['or=90', 'png 40x60 red green blue blue'],
    ['or=90&rect=0,0,10,10', 'png 10x10 red red red red'],
    ['flip=h', 'png 60x40 blue green blue red'],
    ['flip=v', 'png 60x40 red blue green blue'],
    ['w=60&h=60&fit=fill', 'png 60x60 nothing nothing nothing nothing'],
    ['w=60&h=60&fit=fill&bg=0f0', 'png 60x60 green green green green'],
    ['w=60&h=60&fit=fill&fm=jpg', 'jpeg 60x60 white white white white'],
    ['fm=webp', 'webp 60x40 green blue red blue'],
    ['fm=avif', 'avif 60x40 green blue red blue'],
    ['fm=pjpg&q=90', 'jpeg 60x40 green blue red blue'],
    ['auto=format', 'webp 60x40 green blue red blue'],
    ['invert=true', 'png 60x40 255,0,255 255,255,0 0,255,255 255,255,0'],
    ['sat=-100', 'png 60x40 white black black black'],
  ])('%s gives %s', async (query, expected) => {
    expect(await look(query)).toBe(expected)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a photo with EXIF orientation %i is turned as browsers turn it',
    async (orientation) => {
      const photo = await sharp(picture).jpeg({quality: 100}).withMetadata({orientation}).toBuffer()
      const upright = await sharp(photo).autoOrient().png().toBuffer()
      expect(await look('fm=png&w=20&h=20&fit=max', photo)).toBe(await look('w=20&h=20', upright))
    },
  )

  test('blurring softens an edge and sharpening hardens it', async () => {
    const edge = async (query: string) => {
      const {bytes} = await transformImage(picture, parameters(`${query}&sat=-100`), {webp: true})
      const row = await sharp(bytes)
        .extract({left: 0, top: 30, width: 60, height: 1})
        .raw()
        .toBuffer()
      return new Set(row).size
    }
    const [plain, blurred] = [await edge('w=60'), await edge('blur=50')]
    expect([plain, blurred > 10]).toEqual([2, true])
    expect(await edge('blur=5&sharp=100')).not.toBe(await edge('blur=5'))
  })

  test('lower quality takes fewer bytes', async () => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'white',
        noise: {type: 'gaussian', mean: 128, sigma: 60},
      },
    })
      .png()
      .toBuffer()
    const size = async (query: string) =>
      (await transformImage(noise, parameters(query), {webp: true})).bytes.byteLength
    expect(await size('fm=jpg&q=20')).toBeLessThan((await size('fm=jpg&q=90')) / 2)
  })

  test('an animation stays one unless its first picture is asked for', async () => {
    const frames = [picture, await sharp(picture).negate().toBuffer()]
    const gif = await sharp(frames, {join: {animated: true}})
      .gif()
      .toBuffer()
    const pages = async (query: string) => {
      const {bytes} = await transformImage(gif, parameters(query), {webp: true})
      return (await sharp(bytes).metadata()).pages ?? 1
    }
    expect(await Promise.all(['w=30', 'w=30&fm=webp', 'w=30&frame=1'].map(pages))).toEqual([
      2, 2, 1,
    ])
  })

  test('a small file that unpacks to 225 megapixels is resized in little memory', async () => {
    const side = 15_000
    const bomb = await sharp({
      create: {width: side, height: side, channels: 3, background: 'red'},
    })
      .png({compressionLevel: 9})
      .toBuffer()
    const before = process.memoryUsage().rss
    expect(await look('w=20', bomb)).toBe('png 20x20 red red red red')
    expect((process.memoryUsage().rss - before) / (side * side * 3)).toBeLessThan(0.5)
  })

  test('more pixels than the hosted service takes are refused', async () => {
    const bomb = Buffer.from(picture)
    bomb.writeUInt32BE(17_000, 16)
    bomb.writeUInt32BE(16_000, 20)
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
    await expect(look('w=20', bomb)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('exceeds pixel limit'),
    })
  })
})

describe('describeImage', () => {
  test('tells size, opacity, a preview and the colours', async () => {
    const description = await describeImage(picture)
    expect(description).toEqual({
      extension: 'png',
      mimeType: 'image/png',
      width: 60,
      height: 40,
      metadata: {
        _type: 'sanity.imageMetadata',
        dimensions: {_type: 'sanity.imageDimensions', width: 60, height: 40, aspectRatio: 1.5},
        hasAlpha: false,
        isOpaque: true,
        blurHash: expect.stringMatching(/^L.{27}$/),
        lqip: expect.stringMatching(/^data:image\/jpeg;base64,/),
        palette: {
          _type: 'sanity.imagePalette',
          dominant: swatch('#0000ff', '#fff', 50),
          vibrant: swatch('#0000ff', '#fff', 50),
        },
      },
    })
    const lqip = description?.metadata.lqip ?? ''
    const preview = Buffer.from(lqip.slice(lqip.indexOf(',') + 1), 'base64')
    expect(await sharp(preview).metadata()).toMatchObject({width: 20, height: 13})
  })

  test('tells the size of a photo as it is shown', async () => {
    const photo = await sharp(picture).jpeg().withMetadata({orientation: 6}).toBuffer()
    expect(await describeImage(photo, [])).toEqual({
      extension: 'jpg',
      mimeType: 'image/jpeg',
      width: 40,
      height: 60,
      metadata: {
        _type: 'sanity.imageMetadata',
        dimensions: {_type: 'sanity.imageDimensions', width: 40, height: 60, aspectRatio: 40 / 60},
        hasAlpha: false,
        isOpaque: true,
      },
    })
  })

  test('tells transparency from an alpha channel that is not used', async () => {
    const opaque = await sharp(picture).ensureAlpha(1).png().toBuffer()
    const clear = await sharp(picture).ensureAlpha(0.5).png().toBuffer()
    const alpha = async (bytes: Uint8Array) => {
      const {hasAlpha, isOpaque} = (await describeImage(bytes, []))?.metadata ?? {}
      return {hasAlpha, isOpaque}
    }
    expect([await alpha(opaque), await alpha(clear)]).toEqual([
      {hasAlpha: true, isOpaque: true},
      {hasAlpha: true, isOpaque: false},
    ])
  })

  test.each([
    ['avif', 'avif', 'image/avif'],
    ['tiff', 'tif', 'image/tiff'],
  ] as const)(
    'reads a picture in the format %s, which browsers get as another',
    async (format, extension, mimeType) => {
      const bytes = await sharp(picture).toFormat(format).toBuffer()
      expect(await describeImage(bytes, [])).toMatchObject({
        extension,
        mimeType,
        width: 60,
        height: 40,
      })
      expect(await look('w=30', bytes)).toBe('jpeg 30x20 green blue red blue')
    },
  )

  test('refuses a picture of which only the header is there', async () => {
    await expect(describeImage(picture.subarray(0, 40))).rejects.toMatchObject({status: 400})
  })
})

test('the palette has a swatch for each kind of colour that occurs', () => {
  const colours = {
    '#d9d0c0': 40,
    '#3b2f2a': 30,
    '#c01818': 15,
    '#4a0a0a': 10,
    '#f0a0a0': 5,
  }
  const pixels = Object.entries(colours).flatMap(([hex, count]) =>
    Array.from({length: count}, () => [...Buffer.from(hex.slice(1), 'hex'), 255]).flat(),
  )
  expect(paletteOf(Uint8Array.from(pixels))).toEqual({
    dominant: swatch('#d9d0c0', '#000', 40),
    lightMuted: swatch('#d9d0c0', '#000', 40),
    darkMuted: swatch('#3b2f2a', '#fff', 30),
    vibrant: swatch('#c01818', '#fff', 15),
    darkVibrant: swatch('#4a0a0a', '#fff', 10),
    lightVibrant: swatch('#f0a0a0', '#000', 5),
  })
  expect(paletteOf(Uint8Array.from([1, 2, 3, 0]))).toEqual({})
})

function swatch(background: string, foreground: string, population: number) {
  return {
    _type: 'sanity.imagePaletteSwatch',
    background,
    foreground,
    population,
    title: foreground,
  }
}

test('the blur hash of an even colour has no other terms', () => {
  const black = new Uint8Array(4 * 4 * 3)
  expect(blurHash(black, {width: 4, height: 3}, {x: 4, y: 3})).toBe('L00000fQfQfQfQfQfQfQfQfQfQfQ')
  expect(blurHash(black, {width: 4, height: 3}, {x: 1, y: 1})).toBe('000000')
})

describe('Renditions', () => {
  const source = (reads: string[]) => ({
    id: 'one',
    bytes: () => {
      reads.push('read')
      return picture
    },
  })

  test('a version is made once, however many ask for it', async () => {
    const renditions = new Renditions(new Turns(2, 10))
    const reads: string[] = []
    const ask = () => renditions.get(source(reads), parameters('w=10'), {webp: false})
    const [first, second] = await Promise.all([ask(), ask()])
    expect(second).toBe(first)
    expect(await ask()).toBe(first)
    expect(reads).toEqual(['read'])
  })

  test('what was asked for longest ago goes first when there is too much', async () => {
    const ask = async (renditions: Renditions, width: number, reads: string[]) =>
      renditions.get(source(reads), parameters(`w=${width}&fm=jpg`), {webp: false})
    const {bytes} = await ask(new Renditions(new Turns(2, 10)), 10, [])
    const renditions = new Renditions(new Turns(2, 10), bytes.byteLength * 2.5)
    const reads: string[] = []
    for (const width of [10, 11, 10, 12, 10, 11]) await ask(renditions, width, reads)
    expect(reads).toHaveLength(4)
  })

  test('when too many wait, the next is told to come back', async () => {
    const renditions = new Renditions(new Turns(1, 1))
    const asked = [10, 11, 12].map(async (width) =>
      renditions.get(source([]), parameters(`w=${width}`), {webp: false}),
    )
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({status}) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    await expect(asked[2]).rejects.toMatchObject({status: 429})
  })
})
