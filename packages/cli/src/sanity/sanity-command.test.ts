import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {createServer} from 'node:http'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {createInterface} from 'node:readline'

import {createClient, type SanityClient} from '@sanity/client'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

const main = path.join(import.meta.dirname, '..', 'main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-sanity-test-'))

/** A picture of one dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

interface Lake {
  data: string
  url: string
  client: SanityClient
  process: ChildProcess
}

let first: Lake
let second: Lake

function run(
  command: string,
  args: string[],
  cwd = folder,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{status: number; stdout: string; stderr: string}> {
  return new Promise((resolve) => {
    const child = execFile(command, args, {cwd, env, maxBuffer: 1e8}, (_error, stdout, stderr) => {
      resolve({status: child.exitCode ?? -1, stdout, stderr})
    })
    child.stdin?.end()
  })
}

const sanity = (lake: Lake, args: string[], cwd?: string) =>
  run(process.execPath, [main, 'sanity', '--data', lake.data, ...args], cwd)

async function serve(name: string): Promise<Lake> {
  const data = path.join(folder, name)
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', data, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({input: child.stdout}), 'line')) as [string]
  const {url, tokens} = JSON.parse(line) as {url: string; tokens: {administrator: string}}
  const client = createClient({
    apiHost: url,
    useProjectHostname: false,
    projectId: 'nettherapies',
    dataset: 'production',
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
    token: tokens.administrator,
  })
  return {data, url, client, process: child}
}

/** Everything kinds of document can hold; `guide` is a type that needs no approval. */
async function fill({client}: Lake): Promise<void> {
  const image = await client.assets.upload('image', dot, {filename: 'dot.png', title: 'A dot'})
  const file = await client.assets.upload('file', Buffer.from('text'), {filename: 'note.txt'})
  const reference = (id: string) => ({_type: 'reference', _ref: id})
  await client
    .transaction()
    .create({_id: 'guide-b', _type: 'guide', title: 'B', pi: 3.25, nothing: null, flags: [true]})
    .create({
      _id: 'guide-a',
      _type: 'guide',
      title: 'Ä “quoted” \u2028 🙂',
      next: reference('guide-b'),
      maybe: {...reference('not-there'), _weak: true},
      picture: {_type: 'image', asset: reference(image._id)},
      attachment: {_type: 'file', asset: reference(file._id)},
      body: [{_type: 'block', _key: 'k1', children: [{_type: 'span', _key: 'k2', text: 'x'}]}],
    })
    .create({_id: 'drafts.guide-a', _type: 'guide', title: 'A draft', next: reference('guide-a')})
    .create({_id: 'drafts.therapy-examplinib', _type: 'therapy', name: 'examplinib'})
    .commit()
  await client.releases.create({releaseId: 'rSpring', metadata: {title: 'Spring'}})
  await client.createVersion({releaseId: 'rSpring', publishedId: 'guide-b', baseId: 'guide-b'})
  await client.releases.create({
    releaseId: 'rLater',
    metadata: {title: 'Later', releaseType: 'scheduled'},
  })
  await client.createVersion({releaseId: 'rLater', publishedId: 'guide-a', baseId: 'guide-a'})
  await client.releases.schedule({releaseId: 'rLater', publishAt: '2099-01-01T00:00:00.000Z'})
  await client.releases.create({releaseId: 'rOld', metadata: {title: 'Old'}})
  await client.releases.archive({releaseId: 'rOld'})
  for (let index = 0; index < 250; index += 1) {
    await client.create({_id: `note-${index}`, _type: 'note', text: `${index}`.repeat(1_000)})
  }
}

interface Export {
  /** By id, without revisions: those belong to the lake that wrote them. */
  documents: Map<string, Record<string, unknown>>
  assets: Record<string, string>
}

async function unpack(archive: string): Promise<Export> {
  const target = mkdtempSync(path.join(folder, 'unpacked-'))
  const {status, stderr} = await run('tar', ['xzf', archive, '-C', target])
  expect([status, stderr]).toEqual([0, ''])
  const [inner = ''] = readdirSync(target)
  const root = path.join(target, inner)
  const lines = readFileSync(path.join(root, 'data.ndjson'), 'utf8').split('\n').filter(Boolean)
  const documents = lines.map((line) => {
    const {_rev: _revision, ...document} = JSON.parse(line) as Record<string, unknown>
    // An import writes references and assets in a second step, which is a change of its own.
    if (/"_ref"|"_sanityAsset"/u.test(line)) delete document['_updatedAt']
    return [String(document['_id']), document] as const
  })
  const assets = ['images', 'files'].flatMap((kind) => {
    const names = existsSync(path.join(root, kind)) ? readdirSync(path.join(root, kind)) : []
    return names.map((name) => [
      `${kind}/${name}`,
      readFileSync(path.join(root, kind, name)).toString('base64'),
    ])
  })
  return {
    documents: new Map(documents),
    assets: Object.fromEntries(assets) as Record<string, string>,
  }
}

async function exported(lake: Lake, name: string, ...options: string[]): Promise<Export> {
  const archive = path.join(folder, name)
  const result = await sanity(lake, ['dataset', 'export', 'production', archive, ...options])
  expect([result.status, result.stderr]).toEqual([0, expect.not.stringContaining('Error')])
  return unpack(archive)
}

beforeAll(async () => {
  first = await serve('first')
  second = await serve('second')
  await fill(first)
}, 120_000)

afterAll(async () => {
  for (const lake of [first, second]) {
    lake.process.kill('SIGTERM')
    await once(lake.process, 'exit')
  }
  rmSync(folder, {recursive: true})
}, 60_000)

test('documents query reads the lake as an administrator', async () => {
  // Ids with a dot are for those who are signed in.
  const query = '*[_type in ["guide", "system.release"]] | order(_id) {_id, title}'
  const {status, stdout} = await sanity(first, ['documents', 'query', query])
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual([
    {_id: '_.releases.rLater', title: null},
    {_id: '_.releases.rOld', title: null},
    {_id: '_.releases.rSpring', title: null},
    {_id: 'guide-a', title: 'Ä “quoted” \u2028 🙂'},
    {_id: 'guide-b', title: 'B'},
  ])
}, 60_000)

describe('what is exported', () => {
  test('and imported elsewhere and exported there is the same, pictures included', async () => {
    const there = await exported(first, 'there.tar.gz')
    expect(there.documents.size).toBe(250 + 6 + 3)
    expect(Object.values(there.assets).sort()).toEqual(
      [dot, Buffer.from('text')].map((bytes) => bytes.toString('base64')).sort(),
    )
    const archive = path.join(folder, 'there.tar.gz')
    const imported = await sanity(second, ['dataset', 'import', archive, 'production'])
    expect([imported.status, imported.stderr]).toEqual([0, expect.not.stringContaining('Error')])
    const back = await exported(second, 'back.tar.gz')
    expect(back).toEqual(there)

    const attachment = await second.client.fetch<{url: string}>(
      '*[_id == "guide-a"][0].attachment.asset->{url}',
    )
    expect(attachment.url.startsWith(second.url)).toBe(true)
    expect(await (await fetch(attachment.url)).text()).toBe('text')
  }, 180_000)

  test('page by page is the same as in one stream', async () => {
    const stream = await exported(first, 'stream.tar.gz')
    const pages = await exported(first, 'pages.tar.gz', '--mode', 'cursor')
    expect(pages).toEqual(stream)
  }, 120_000)

  test('imported again replaces or leaves what is there, as the option says', async () => {
    const archive = path.join(folder, 'there.tar.gz')
    await second.client.patch('guide-b').set({title: 'changed'}).commit()
    const title = () => second.client.fetch('*[_id == "guide-b"][0].title')
    const plain = await sanity(second, ['dataset', 'import', archive, 'production'])
    expect(plain.status).not.toBe(0)
    expect(await title()).toBe('changed')
    const missing = await sanity(second, ['dataset', 'import', archive, 'production', '--missing'])
    expect([missing.status, await title()]).toEqual([0, 'changed'])
    const replace = await sanity(second, ['dataset', 'import', archive, 'production', '--replace'])
    expect([replace.status, await title()]).toEqual([0, 'B'])
  }, 180_000)

  test('is refused where it would publish what nobody approved', async () => {
    const file = path.join(folder, 'unapproved.ndjson')
    writeFileSync(file, `${JSON.stringify({_id: 'therapy-x', _type: 'therapy', name: 'X'})}\n`)
    const {status, stderr} = await sanity(second, ['dataset', 'import', file, 'production'])
    expect([status, stderr]).toEqual([expect.any(Number), expect.stringMatching(/approve/u)])
    expect(status).not.toBe(0)
    expect(await second.client.getDocument('therapy-x')).toBeUndefined()
  }, 60_000)
})

test('migration run changes what it says it changes', async () => {
  const studio = path.join(folder, 'studio')
  mkdirSync(path.join(studio, 'migrations', 'shout'), {recursive: true})
  writeFileSync(
    path.join(studio, 'sanity.cli.js'),
    `export default {api: {projectId: 'nettherapies', dataset: 'production'}}\n`,
  )
  writeFileSync(
    path.join(studio, 'migrations', 'shout', 'index.js'),
    `export default {
      title: 'Shout',
      documentTypes: ['guide'],
      migrate: {document: (document) => ({
        type: 'patch', id: document._id, patches: [
          {path: ['title'], op: {type: 'set', value: document.title.toUpperCase()}},
        ],
      })},
    }\n`,
  )
  const titles = () => first.client.fetch<string[]>('*[_id in ["guide-a", "guide-b"]].title')
  const dry = await sanity(first, ['migration', 'run', 'shout'], studio)
  expect([dry.status, await titles()]).toEqual([0, ['Ä “quoted” \u2028 🙂', 'B']])
  const args = ['migration', 'run', 'shout', '--no-dry-run', '--no-confirm', '--no-progress']
  const real = await sanity(first, args, studio)
  expect([real.status, real.stderr]).toEqual([0, expect.not.stringContaining('Error')])
  expect(await titles()).toEqual(['Ä “QUOTED” \u2028 🙂', 'B'])
}, 120_000)

describe('the command', () => {
  test('leaves no token behind', async () => {
    const {stdout} = await run(process.execPath, [
      main,
      'users',
      'token',
      'list',
      '--data',
      first.data,
    ])
    expect(stdout).toContain('administrator')
    expect(stdout).not.toContain('net-therapies sanity')
  }, 60_000)

  test('does not take one project for another', async () => {
    const args = ['documents', 'query', '*', '--project-id', 'other', '--dataset', 'production']
    const {status, stderr} = await sanity(first, args)
    expect(status).not.toBe(0)
    expect(stderr.replaceAll(/[\s›]+/gu, ' ')).toContain('there is no project other')
  }, 60_000)

  test('hands on the exit code of what it runs', async () => {
    const {status} = await sanity(first, ['documents', 'get', 'not-there'])
    expect(status).toBe(1)
  }, 60_000)
})

describe('a program under the redirection', () => {
  const redirect = new URL('redirect.ts', import.meta.url).href

  async function attempt(script: string, lake: string): Promise<string> {
    const {stdout, stderr} = await run(
      process.execPath,
      ['--input-type=module', '-e', script],
      folder,
      {
        ...process.env,
        NODE_OPTIONS: `--import ${redirect}`,
        NET_THERAPIES_LAKE: lake,
        NET_THERAPIES_RELAY: path.join(folder, 'no-relay'),
      },
    )
    return stdout + stderr
  }

  test.each([
    ['fetch', `await fetch('URL').catch((error) => console.log(String(error.cause ?? error)))`],
    [
      'https',
      `import https from 'node:https'; https.get('URL').on('error', (e) => console.log(String(e)))`,
    ],
    [
      'net',
      `import {connect} from 'node:net'; connect(443, 'example.com').on('error', (e) => console.log(String(e)))`,
    ],
    [
      'tls',
      `import {connect} from 'node:tls'; connect(443, 'example.com').on('error', (e) => console.log(String(e)))`,
    ],
  ])(
    'reaches no other host by %s',
    async (_, script) => {
      const output = await attempt(
        script.replace('URL', 'https://example.com/'),
        'http://localhost:1',
      )
      expect(output).toContain('reaches the lake at http://localhost:1 and nothing else')
    },
    60_000,
  )

  test('reaches the lake, and no other port of this machine', async () => {
    const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const url = `http://127.0.0.1:${address.port}`
    const script = `console.log(await fetch('${url}').then((r) => r.text(), (e) => String(e.cause)))`
    try {
      expect(await attempt(script, url)).toBe('here\n')
      expect(await attempt(script, 'http://localhost:1')).toContain('and nothing else')
    } finally {
      server.close()
    }
  }, 60_000)
})
