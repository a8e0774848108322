import {expect, test} from 'vitest'

import {ProgressBar} from './progress-bar.ts'

function record(isTTY: boolean, steps: string[]): string {
  let written = ''
  const write = (text: string) => {
    written += text
  }
  const bar = new ProgressBar({isTTY, columns: 60, write}, steps.length)
  for (const step of steps) bar.step(step)
  bar.end()
  return written
}

test('a bar grows on one line of a terminal, which is empty in the end', () => {
  const long = `folder/${'x'.repeat(60)}.txt`
  expect(record(true, ['a.txt', long])).toBe(
    [
      '\r\u001b[2K████████████░░░░░░░░░░░░ 1/2 a.txt',
      `\r\u001b[2K████████████████████████ 2/2 …${'x'.repeat(25)}.txt`,
      '\r\u001b[2K',
    ].join(''),
  )
})

test('elsewhere each step is a line', () => {
  expect(record(false, ['a.txt', 'b.txt'])).toBe('1/2 a.txt\n2/2 b.txt\n')
})
