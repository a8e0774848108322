import {globSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** Which workspaces each folder may import. What is not named may import none. */
const allowed: Record<string, string[]> = {
  schemas: ['citations'],
  'packages/importer': ['citations'],
  'packages/react': ['citations'],
  'packages/structured-data': ['citations'],
  'packages/client/typegen': ['schemas'],
  'packages/site': ['client', 'react', 'structured-data'],
  'packages/cli': ['lake', 'review', 'importer', 'citations', 'schemas', 'client'],
  studio: ['schemas', 'citations', 'review', 'importer', 'react'],
}

function forbiddenImports(file: string, source: string): string[] {
  const folder = Object.keys(allowed)
    .filter((name) => file.startsWith(`${name}/`))
    .sort((left, right) => right.length - left.length)[0]
  const permitted = folder ? (allowed[folder] ?? []) : []
  const own = /^packages\/([^/]+)\//.exec(file)?.[1]
  return [...source.matchAll(/from '@net-therapies\/([a-z-]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== own && !permitted.includes(name))
    .map((name) => `${file} imports ${name}`)
}

test('workspaces import only what the direction of the layout allows', () => {
  const files = globSync('{schemas,studio,packages}/**/*.{ts,tsx,astro}', {
    cwd: root,
    exclude: (name) => /(^|\/)(node_modules|dist|\.astro|\.sanity)(\/|$)/.test(name),
  }).filter((file) => !/\.test\.tsx?$/.test(file))
  expect(files.length).toBeGreaterThan(50)
  expect(
    files.flatMap((file) => forbiddenImports(file, readFileSync(path.join(root, file), 'utf8'))),
  ).toEqual([])
})

test('the check finds an import against the direction', () => {
  expect(
    forbiddenImports('packages/lake/src/app.ts', "import {x} from '@net-therapies/schemas'"),
  ).toEqual(['packages/lake/src/app.ts imports schemas'])
})
