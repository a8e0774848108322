import {expect, test} from 'vitest'

import {toScript} from './to-script.ts'

test('text cannot end the script element, and reads back unchanged', () => {
  const value = {name: '</script><!--<script>\u2028\u2029'}
  const script = toScript(value)
  expect(script).toBe('{"name":"\\u003c/script>\\u003c!--\\u003cscript>\\u2028\\u2029"}')
  expect(JSON.parse(script)).toEqual(value)
})
