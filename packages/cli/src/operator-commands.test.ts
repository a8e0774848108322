import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {createInterface} from 'node:readline'
import {DatabaseSync} from 'node:sqlite'

import {createClient} from '@sanity/client'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-users-'))
const data = path.join(folder, 'data')

interface Place {
  url: string
  projectId: string
  dataset: string
  tokens?: Record<string, string>
}

let server: ChildProcess | undefined
let place: Place

function run(...args: string[]): Promise<{status: number; stdout: string; stderr: string}> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) => {
      resolve({status: child.exitCode ?? -1, stdout, stderr})
    })
  })
}

const users = (...args: string[]) => run('users', ...args, '--data', data)

async function serve(): Promise<void> {
  const args = [main, 'serve', '--port', '0', '--data', data, '--no-demo-users', '--json']
  server = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']})
  if (!server.stdout) throw new Error('the server has no standard output')
  const [line] = (await once(createInterface({input: server.stdout}), 'line')) as [string]
  place = JSON.parse(line) as Place
}

async function stop(): Promise<void> {
  server?.kill('SIGTERM')
  if (server) await once(server, 'exit')
  server = undefined
}

const clientOf = (token?: string) =>
  createClient({
    apiHost: place.url,
    useProjectHostname: false,
    projectId: place.projectId,
    dataset: place.dataset,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
    ...(token === undefined ? {} : {token}),
  })

const statusOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 200,
    (error: unknown) => (error as {statusCode?: number}).statusCode,
  )

beforeAll(serve, 60_000)
afterAll(async () => {
  await stop()
  rmSync(folder, {recursive: true})
}, 60_000)

describe('a lake without demo users', () => {
  test('lets nobody in and leaves no token in its folder', async () => {
    expect(place).toEqual({
      url: expect.stringMatching(/^http:/u),
      projectId: 'nettherapies',
      dataset: 'production',
    })
    expect(existsSync(path.join(data, 'cli-token'))).toBe(false)
    const {providers} = (await (await fetch(`${place.url}/v1/auth/providers`)).json()) as {
      providers: unknown[]
    }
    expect(providers).toEqual([])
    expect((await fetch(`${place.url}/v1/auth/login/administrator`)).status).toBe(404)
    expect(await statusOf(clientOf().create({_type: 'note'}))).toBe(401)
  }, 60_000)

  test('signs in whom the operator added, by a link, once', async () => {
    expect(await users('add', 'ada', '--name', 'Ada', '--role', 'administrator')).toEqual({
      status: 0,
      stdout: 'ada is added. Next: net-therapies users link ada\n',
      stderr: '',
    })
    const {stdout} = await users('link', 'ada')
    const visit = () => fetch(stdout.trim(), {redirect: 'manual'})
    const response = await visit()
    expect(response.status).toBe(302)
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const me = await fetch(`${place.url}/v1/users/me`, {headers: {cookie}})
    expect(await me.json()).toMatchObject({id: 'ada', role: 'administrator'})
    expect((await visit()).status).toBe(401)
  }, 60_000)

  test('shows a token once, keeps a hash, and revokes it while it runs', async () => {
    const created = await users('token', 'create', 'ada', '--label', 'laptop', '--expires', '30d')
    const token = created.stdout.trim()
    const id = /its id, to revoke it, is (\w+)/iu.exec(created.stderr)?.[1] ?? ''
    expect(await clientOf(token).users.getById('me')).toMatchObject({id: 'ada'})
    const listed = await users('token', 'list')
    expect(listed.stdout).toContain(`${id}  ada   laptop`)
    expect(listed.stdout + listed.stderr).not.toContain(token)
    for (const name of ['lake.sqlite', 'lake.sqlite-wal']) {
      expect(readFileSync(path.join(data, name)).includes(token)).toBe(false)
    }
    expect((await users('token', 'revoke', id)).status).toBe(0)
    expect(await statusOf(clientOf(token).fetch('*'))).toBe(401)
    expect(await users('token', 'revoke', id)).toEqual({
      status: 1,
      stdout: '',
      stderr: `net-therapies: there is no token with the id "${id}".\n`,
    })
  }, 60_000)

  test('takes roles from a file', async () => {
    const file = path.join(folder, 'role.json')
    const grants = [{filter: '_type == "note"', permissions: ['read', 'create']}]
    writeFileSync(file, JSON.stringify({name: 'noter', title: 'Noter', grants}))
    expect((await users('role', 'add', file)).status).toBe(0)
    expect(
      (await users('add', 'nora', '--name', 'Nora', '--role', 'noter', '--robot')).status,
    ).toBe(0)
    const nora = clientOf((await users('token', 'create', 'nora')).stdout.trim())
    expect(await statusOf(nora.create({_id: 'note-1', _type: 'note'}))).toBe(200)
    expect(await statusOf(nora.create({_id: 'other', _type: 'memo'}))).toBe(403)
    expect(await statusOf(nora.patch('note-1').set({text: 'x'}).commit())).toBe(403)
    const ada = clientOf((await users('token', 'create', 'ada')).stdout.trim())
    await ada.create({_id: 'memo-1', _type: 'memo'})
    expect(await nora.fetch('*._id')).toEqual(['note-1'])
    expect((await users('link', 'nora')).stderr).toContain('is a program')
    expect((await users('role', 'remove', 'noter')).stderr).toContain('in use by nora')
    expect((await users('remove', 'nora')).status).toBe(0)
    expect(await statusOf(nora.fetch('*'))).toBe(401)
  }, 120_000)

  test('says to other commands that they need a token', async () => {
    const file = path.join(folder, 'page.txt')
    writeFileSync(file, 'A page\n\nText.\n')
    const {status, stderr} = await run('import', file, '--data', data)
    expect([status, stderr]).toEqual([2, expect.stringContaining('NET_THERAPIES_TOKEN')])
  }, 60_000)
})

describe('backup, restore and verify', () => {
  test('work while the lake runs, and refuse what would lose something', async () => {
    const ada = clientOf((await users('token', 'create', 'ada')).stdout.trim())
    await ada.createOrReplace({_id: 'note-2', _type: 'note', text: 'kept'})
    const file = path.join(folder, 'backup.sqlite')
    const made = await run('backup', file, '--data', data)
    expect([made.status, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toMatch(/has \d+ transactions in \d+ bytes/u)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await run('backup', file, '--data', data)).stderr).toContain('choose another name')
    expect((await run('verify', '--data', data)).stdout).toMatch(
      /^\d+ transactions, nothing was altered\.\n$/u,
    )

    expect((await run('restore', file, '--data', data, '--force')).stderr).toContain(
      'a lake is running',
    )
    await ada.createOrReplace({_id: 'note-2', _type: 'note', text: 'later'})
    await stop()
    const refused = await run('restore', file, '--data', data)
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('--force replaces it'),
    ])
    expect((await run('restore', file, '--data', data, '--force')).status).toBe(0)
    await serve()
    const again = clientOf((await users('token', 'create', 'ada')).stdout.trim())
    expect(await again.getDocument('note-2')).toMatchObject({text: 'kept'})
  }, 120_000)

  test('verify finds a row that was changed by other means', async () => {
    await stop()
    const database = new DatabaseSync(path.join(data, 'lake.sqlite'))
    database.exec(
      `UPDATE document SET content = replace(content, 'kept', 'bent') WHERE id = 'note-2'`,
    )
    database.close()
    const {status, stdout} = await run('verify', '--data', data, '--json')
    expect(status).toBe(1)
    expect((JSON.parse(stdout) as {problems: unknown[]}).problems).toEqual([
      {
        place: 'production/note-2',
        message: 'the document is not what its history ends with',
      },
    ])
  }, 60_000)
})

describe('mistakes get one line', () => {
  test.each<[string[], number, string]>([
    [['users'], 2, '“users” takes list, add'],
    [['users', 'add', 'x'], 2, '“users add” needs --name and --role'],
    [['users', 'add', 'writer', '--name', 'W', '--role', 'writer'], 2, 'id of a demo user'],
    [['users', 'add', 'x', '--name', 'X', '--role', 'king'], 1, 'must be one of administrator'],
    [['users', 'remove'], 2, 'usage: users remove ID'],
    [['users', 'token', 'create', 'ada', '--expires', 'soon'], 2, '--expires takes 90d'],
    [['users', 'token', 'create', 'nobody'], 1, 'must be a user of this lake'],
    [['users', 'link', 'ada'], 1, 'needs a lake that runs'],
    [['backup'], 2, '“backup” takes one FILE'],
    [['restore', '/does/not/exist'], 1, 'nothing was restored: there is no file'],
    [['sanity', '--data', data, 'documents', 'query', '*'], 1, 'no lake is running'],
  ])(
    '%j',
    async (args, status, message) => {
      const result = await run(...args, ...(args[0] === 'sanity' ? [] : ['--data', data]))
      expect([result.status, result.stderr]).toEqual([status, expect.stringContaining(message)])
      expect(result.stderr.trim().split('\n')).toHaveLength(1)
    },
    60_000,
  )

  test.each([
    ['/proc/nope', 'cannot be used as a folder'],
    [main, 'it, or what is above it, is a file'],
    [path.join(main, 'below'), 'it, or what is above it, is a file'],
  ])(
    'serve --data %s',
    async (dir, message) => {
      const {status, stderr} = await run('serve', '--port', '0', '--data', dir)
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)])
      expect(stderr.trim().split('\n')).toHaveLength(1)
    },
    60_000,
  )

  test('serve on a file that is no lake, which it leaves as it is', async () => {
    const dir = path.join(folder, 'damaged')
    const file = path.join(dir, 'lake.sqlite')
    mkdirSync(dir)
    writeFileSync(file, 'no database')
    const {status, stderr} = await run('serve', '--port', '0', '--data', dir)
    expect([status, stderr]).toEqual([
      1,
      `net-therapies: the lake did not start: ${file} cannot be the file of a lake: file is not a database\n`,
    ])
    expect(readFileSync(file, 'utf8')).toBe('no database')
  }, 60_000)
})
