import {expect, test} from 'vitest'

import {imageParameters} from './image-parameters.ts'
import {planTransform} from './plan-transform.ts'

const picture = {width: 600, height: 400}
const plan = (query: string) => {
  const {part, size, canvas} = planTransform(picture, imageParameters(new URLSearchParams(query)))
  const {left, top, width, height} = part
  const text = `${left},${top},${width},${height} as ${size.width}x${size.height}`
  return canvas === size ? text : `${text} on ${canvas.width}x${canvas.height}`
}

const WHOLE = '0,0,600,400'

test.each([
  ['', `${WHOLE} as 600x400`],
  ['w=300', `${WHOLE} as 300x200`],
  ['h=100', `${WHOLE} as 150x100`],
  ['w=1200', `${WHOLE} as 1200x800`],
  ['w=100&dpr=2', `${WHOLE} as 200x133`],
  ['w=300&h=300', `${WHOLE} as 300x200`],
  ['w=1200&h=1200&fit=clip', `${WHOLE} as 1200x800`],
  ['w=1200&h=1200&fit=max', `${WHOLE} as 600x400`],
  ['w=1200&fit=max', `${WHOLE} as 600x400`],
  ['w=300&h=300&fit=max', `${WHOLE} as 300x200`],
  ['w=200&h=200&fit=scale', `${WHOLE} as 200x200`],
  ['w=200&h=200&fit=crop', '100,0,400,400 as 200x200'],
  ['w=200&h=200&fit=crop&crop=left', '0,0,400,400 as 200x200'],
  ['w=200&h=200&fit=crop&crop=bottom,right', '200,0,400,400 as 200x200'],
  ['w=200&h=200&fit=crop&crop=focalpoint&fp-x=0.4', '40,0,400,400 as 200x200'],
  ['w=200&h=200&fit=crop&crop=focalpoint&fp-x=0.9', '200,0,400,400 as 200x200'],
  ['w=800&h=800&fit=crop', '100,0,400,400 as 800x800'],
  ['w=800&h=800&fit=min', '100,0,400,400 as 400x400'],
  ['w=200&h=100&fit=min', '0,50,600,300 as 200x100'],
  ['w=300&h=300&fit=fill', `${WHOLE} as 300x200 on 300x300`],
  ['w=900&h=900&fit=fill', `${WHOLE} as 900x600 on 900x900`],
  ['w=900&h=900&fit=fillmax', `${WHOLE} as 600x400 on 900x900`],
  ['rect=100,50,200,100', '100,50,200,100 as 200x100'],
  ['rect=100,50,200,100&w=50', '100,50,200,100 as 50x25'],
  ['rect=500,300,200,200', '500,300,100,100 as 100x100'],
  ['rect=100,0,400,400&w=100&h=50&fit=crop', '100,100,400,200 as 100x50'],
])('a picture of 600 by 400 with "%s" is %s', (query, expected) => {
  expect(plan(query)).toBe(expected)
})

test.each([
  ['w=0', '"w"'],
  ['w=abc', '"w"'],
  ['h=-5', '"h"'],
  ['dpr=9', '"dpr"'],
  ['q=101', '"q"'],
  ['fit=squeeze', '"fit"'],
  ['fm=tiff', '"fm"'],
  ['crop=middle', '"crop"'],
  ['crop=focalpoint&fp-x=2', '"fp-x"'],
  ['rect=1,2,3', '"rect"'],
  ['rect=0,0,0,5', '"rect"'],
  ['rect=700,0,10,10', '"rect"'],
  ['bg=green', '"bg"'],
  ['or=45', '"or"'],
  ['w=9000', '8192'],
  ['w=8000&dpr=3', '8192'],
  ['w=100&h=20000&fit=fill', '8192'],
])('"%s" is refused and named: %s', (query, named) => {
  expect(() => plan(query)).toThrow(named)
})

test('colours have three to eight hexadecimal digits, the alpha first', () => {
  const colour = (bg: string) => imageParameters(new URLSearchParams({bg})).background
  expect(['f80', 'ff8800', '0f80', '00ff8800'].map(colour)).toEqual([
    {r: 255, g: 136, b: 0, alpha: 1},
    {r: 255, g: 136, b: 0, alpha: 1},
    {r: 255, g: 136, b: 0, alpha: 0},
    {r: 255, g: 136, b: 0, alpha: 0},
  ])
})
