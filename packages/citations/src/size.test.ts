import {gzipSync} from 'node:zlib'

import {build} from 'esbuild'
import {expect, test} from 'vitest'

/** Bytes of a bundle as a browser gets it: minified by esbuild, packed by gzip. */
async function sizeOf(code: string): Promise<number> {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: import.meta.dirname, loader: 'ts'},
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
  })
  return gzipSync(outputFiles[0]!.contents, {level: 9}).length
}

test.each(['index', 'parse', 'check', 'exchange', 'integrity'])(
  'the entry %s has at most 10 kB',
  async (entry) => {
    expect(await sizeOf(`export * from './${entry}.ts'`)).toBeLessThanOrEqual(10_000)
  },
)

test('a site that numbers marks and prints a list gets less', async () => {
  const size = await sizeOf(
    `export {formatMarker, formatReference, markerParts, numberCitations, toCsl} from './index.ts'`,
  )
  expect(size).toBeLessThanOrEqual(4_500)
})
