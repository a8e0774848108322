import {mkdtemp, readdir, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {DatabaseSync} from 'node:sqlite'

import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {
  connectOperator,
  createLake,
  type Lake,
  openOperator,
  type Operator,
  restoreLake,
  verifyLakeFile,
} from '../index.ts'
import {collect, connect, failureOf} from '../test-lake.ts'

let folder: string
let file: string
let lake: Lake
let operator: Operator
let now = Date.parse('2026-03-01T08:00:00Z')

async function start(): Promise<void> {
  lake = createLake({
    file,
    users: [{id: 'administrator', name: 'Ada', email: '', role: 'administrator'}],
    clock: () => new Date(now),
  })
  const socketPath = path.join(folder, 'operator', 'socket')
  await lake.serveOperator(socketPath)
  const connected = await connectOperator(socketPath)
  if (!connected) throw new Error('the lake does not answer its operator')
  operator = connected
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lake-'))
  file = path.join(folder, 'lake.sqlite')
  now = Date.parse('2026-03-01T08:00:00Z')
  await start()
})
afterEach(async () => {
  await lake.close()
  await rm(folder, {recursive: true})
})

const will = {id: 'will', name: 'Will', email: 'will@example.org', role: 'writer'}

describe('people', () => {
  test('who was added signs in by a token, and not after being removed', async () => {
    await operator.addUser(will)
    const {token} = await operator.createToken('will', {})
    const client = connect(lake, null, {token})
    expect(await client.users.getById('me')).toMatchObject({id: 'will', role: 'writer'})
    await client.create({_id: 'drafts.a', _type: 'page'})
    await operator.removeUser('will')
    expect((await failureOf(client.fetch('*'))).statusCode).toBe(401)
    expect((await operator.users()).map(({id}) => id)).toEqual(['administrator'])
    // The name stays with what the person wrote.
    const author = await connect(lake, 'administrator').users.getById('will')
    expect(author).toMatchObject({displayName: 'Will'})
  })

  test('are there again after a restart', async () => {
    await operator.addUser(will)
    await operator.saveRole({name: 'proofreader', title: 'Proofreader', grants: []})
    const {token} = await operator.createToken('will', {label: 'laptop'})
    await lake.close()
    await start()
    expect(await operator.users()).toEqual([
      {
        id: 'administrator',
        name: 'Ada',
        email: '',
        role: 'administrator',
        isRobot: false,
        isDeclared: true,
      },
      {...will, isRobot: false, isDeclared: false},
    ])
    expect((await operator.roles()).map(({name}) => name)).toContain('proofreader')
    expect(await connect(lake, null, {token}).fetch('count(*)')).toBe(0)
  })

  test.each([
    [{...will, id: 'a b'}, /user id/],
    [{...will, role: 'king'}, /one of .*administrator.*got "king"/],
    [{...will, name: ' '}, /needs a name/],
    [{...will, id: 'administrator'}, /"administrator" already/],
  ])('%j is refused', async (user, message) => {
    await expect(operator.addUser(user)).rejects.toThrow(message)
    await expect(operator.addUser(user)).rejects.toThrow(RangeError)
  })

  test('who was declared is not removed', async () => {
    await expect(operator.removeUser('administrator')).rejects.toThrow(/is declared/)
    await expect(operator.removeUser('nobody')).rejects.toThrow(RangeError)
  })

  test('a link signs in once, within a day, and not for a program', async () => {
    await operator.addUser(will)
    await operator.addUser({...will, id: 'robot', isRobot: true})
    await expect(operator.signInLink('will')).rejects.toThrow(/needs a lake that runs/)
    const {url} = await lake.listen({port: 0})
    const link = await operator.signInLink('will')
    expect(link.startsWith(`${url}/v1/auth/link?sid=`)).toBe(true)
    const visit = async (address: string) => (await fetch(address, {redirect: 'manual'})).status
    expect([await visit(link), await visit(link)]).toEqual([302, 401])
    const late = await operator.signInLink('will')
    now += 86_400_000
    expect(await visit(late)).toBe(401)
    await expect(operator.signInLink('robot')).rejects.toThrow(/is a program/)
  })
})

describe('tokens', () => {
  test('are listed without what opens, and revoked one by one', async () => {
    await operator.addUser(will)
    const first = await operator.createToken('will', {label: 'laptop'})
    const expiresAt = '2026-03-01T09:00:00Z'
    const second = await operator.createToken('will', {expiresAt})
    const listed = await operator.tokens()
    const createdAt = '2026-03-01T08:00:00.000Z'
    expect(listed).toHaveLength(2)
    expect(listed).toEqual(
      expect.arrayContaining([
        {id: first.id, userId: 'will', label: 'laptop', createdAt},
        {id: second.id, userId: 'will', expiresAt, createdAt},
      ]),
    )
    for (const {token} of [first, second]) expect(JSON.stringify(listed)).not.toContain(token)
    const ask = ({token}: {token: string}) => connect(lake, null, {token}).fetch('count(*)')
    await operator.revokeToken(first.id)
    expect((await failureOf(ask(first))).statusCode).toBe(401)
    expect(await ask(second)).toBe(0)
    now += 3_600_000
    expect((await failureOf(ask(second))).statusCode).toBe(401)
    await expect(operator.revokeToken(first.id)).rejects.toThrow(RangeError)
  })

  test('neither the file nor its backup holds one in clear text', async () => {
    const {token} = await operator.createToken('administrator', {})
    const backup = path.join(folder, 'copy.sqlite')
    await operator.backup(backup)
    const database = new DatabaseSync(backup)
    const rows = database.prepare('SELECT * FROM credential').all()
    database.close()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('a listener ends with the token it was opened with', async () => {
    await operator.addUser({...will, role: 'viewer'})
    const {id, token} = await operator.createToken('will', {})
    const told: string[] = []
    const ended = Promise.withResolvers<unknown>()
    const ready = Promise.withResolvers<void>()
    connect(lake, null, {token})
      .listen('*', {}, {events: ['welcome', 'mutation']})
      .subscribe({
        next: (event) => {
          if (event.type === 'welcome') ready.resolve()
          else if (event.type === 'mutation') told.push(event.documentId)
        },
        error: ended.resolve,
      })
    await ready.promise
    const client = connect(lake, 'administrator')
    await client.create({_id: 'drafts.before', _type: 'page'})
    await operator.revokeToken(id)
    await client.create({_id: 'drafts.after', _type: 'page'})
    expect(await ended.promise).toMatchObject({
      message: expect.stringContaining('the session or token is no longer valid'),
    })
    expect(told).toEqual(['drafts.before'])
  })
})

describe('roles', () => {
  const proofreader = {
    name: 'proofreader',
    title: 'Proofreader',
    grants: [
      {filter: '_type == "page" && language == "de"', permissions: ['read', 'update'] as const},
    ],
  }

  test('filter reads, queries and listeners, and bind every write', async () => {
    await operator.saveRole(proofreader)
    await operator.addUser({...will, role: 'proofreader'})
    const admin = connect(lake, 'administrator')
    await admin.create({_id: 'de', _type: 'page', language: 'de', text: 'eins'})
    await admin.create({_id: 'en', _type: 'page', language: 'en', text: 'one'})
    const client = connect(lake, 'will')
    expect(await client.fetch('*._id')).toEqual(['de'])
    expect(await client.fetch('count(*[_type == "page"])')).toBe(1)
    expect(await client.getDocuments(['de', 'en'])).toEqual([
      expect.objectContaining({_id: 'de'}),
      null,
    ])
    const listener = collect(client, '*[_type == "page"]')
    await listener.ready
    await admin.patch('en').set({text: 'two'}).commit()
    await client.patch('de').set({text: 'zwei'}).commit()
    expect((await listener.next(1)).map(({documentId}) => documentId)).toEqual(['de'])
    listener.stop()
    for (const attempt of [
      client.patch('en').set({text: 'x'}).commit(),
      client.patch('de').set({language: 'en'}).commit(),
      client.create({_id: 'neu', _type: 'page', language: 'de'}),
      client.createOrReplace({_id: 'en', _type: 'page', language: 'de'}),
      client.releases.create({releaseId: 'r1'}),
    ]) {
      expect((await failureOf(attempt)).statusCode).toBe(403)
    }
    expect(await admin.fetch('*{_id, text}')).toEqual([
      {_id: 'de', text: 'zwei'},
      {_id: 'en', text: 'two'},
    ])
  })

  test('a changed role holds at once, for listeners that are open as well', async () => {
    await operator.saveRole(proofreader)
    await operator.addUser({...will, role: 'proofreader'})
    const admin = connect(lake, 'administrator')
    const client = connect(lake, 'will')
    const listener = collect(client, '*')
    await listener.ready
    await operator.saveRole({
      ...proofreader,
      grants: [{filter: 'language == "en"', permissions: ['read']}],
    })
    await admin.create({_id: 'de', _type: 'page', language: 'de'})
    await admin.create({_id: 'en', _type: 'page', language: 'en'})
    expect((await listener.next(1)).map(({documentId}) => documentId)).toEqual(['en'])
    expect(await client.fetch('*._id')).toEqual(['en'])
    listener.stop()
  })

  test.each([
    [{...proofreader, grants: [{filter: '_type ==', permissions: ['read']}]}, /no GROQ condition/],
    [{...proofreader, grants: [{filter: 'true', permissions: ['fly']}]}, /list of read/],
    [{...proofreader, name: 'writer'}, /is declared/],
    [{...proofreader, name: ''}, /name of a role/],
  ])('%j is refused', async (role, message) => {
    await expect(operator.saveRole(role as typeof proofreader)).rejects.toThrow(message)
  })

  test('one that somebody holds is not removed', async () => {
    await operator.saveRole(proofreader)
    await operator.addUser({...will, role: 'proofreader'})
    await expect(operator.removeRole('proofreader')).rejects.toThrow(/in use by will/)
    await operator.removeUser('will')
    await operator.removeRole('proofreader')
    await expect(operator.removeRole('proofreader')).rejects.toThrow(RangeError)
  })
})

describe('backup and restore', () => {
  test('a backup under load is one moment of the history, whole', async () => {
    const {url} = await lake.listen({port: 0})
    const client = connect(lake, 'administrator', {
      apiHost: url,
      resolveFetch: () => fetch,
    })
    const backups = new AbortController()
    let writes = 0
    const writing = (async () => {
      while (!backups.signal.aborted) {
        const documents = [1, 2, 3].map((part) => ({
          _id: `w${writes}-${part}`,
          _type: 'page',
          text: 'x'.repeat(5_000),
        }))
        await client.mutate(documents.map((document) => ({create: document})))
        writes += 1
      }
    })()
    for (const name of ['one', 'two', 'three']) {
      const backup = path.join(folder, name)
      const summary = await operator.backup(backup)
      expect(summary.bytes).toBe((await stat(backup)).size)
      expect(verifyLakeFile(backup)).toEqual({transactions: summary.transactions, problems: []})
      const database = new DatabaseSync(backup)
      const counts = database.prepare('SELECT count(*) AS n FROM document').get()
      database.close()
      expect(counts).toEqual({n: summary.transactions * 3})
    }
    backups.abort()
    await writing
    expect(writes).toBeGreaterThan(3)
  })

  test('restored, everything is as it was at the time of the backup', async () => {
    const client = connect(lake, 'administrator')
    await client.create({_id: 'a', _type: 'page', title: 'kept'})
    await client.assets.upload('file', Buffer.from('content'), {filename: 'note.txt'})
    await operator.addUser(will)
    const {token} = await operator.createToken('will', {})
    const backup = path.join(folder, 'backup')
    await operator.backup(backup)
    await client.patch('a').set({title: 'later'}).commit()
    await expect(restoreLake(backup, file)).rejects.toThrow(/is there already/)
    await expect(restoreLake(backup, file, {replace: true})).rejects.toThrow(/in use/)
    await lake.close()
    expect(await restoreLake(backup, file, {replace: true})).toEqual({
      transactions: 2,
      problems: [],
    })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await start()
    const restored = connect(lake, null, {token})
    expect(await restored.fetch('*[_type == "page"].title')).toEqual(['kept'])
    const asset = await restored.fetch<string>('*[_type == "sanity.fileAsset"][0].url')
    expect(await (await lake.fetch(new Request(asset))).text()).toBe('content')
    expect((await readdir(folder)).filter((name) => name.includes('restoring'))).toEqual([])
  })

  test.each([
    ['no database', 'UPDATE nothing', /is not the backup of a lake/],
    ['an altered history', `UPDATE "transaction" SET author = 'someone'`, /was altered/],
  ])('%s is refused and nothing is replaced', async (_, sql, message) => {
    await connect(lake, 'administrator').create({_id: 'a', _type: 'page'})
    const backup = path.join(folder, 'backup')
    await operator.backup(backup)
    await lake.close()
    const target = sql === 'UPDATE nothing' ? path.join(folder, 'empty') : backup
    const database = new DatabaseSync(target)
    if (target === backup) database.exec(sql)
    database.close()
    await expect(restoreLake(target, file, {replace: true})).rejects.toThrow(message)
    await start()
    expect(await connect(lake, 'administrator').fetch('*._id')).toEqual(['a'])
  })

  test('a file that is damaged can be replaced', async () => {
    await connect(lake, 'administrator').create({_id: 'a', _type: 'page'})
    const backup = path.join(folder, 'backup')
    await operator.backup(backup)
    await lake.close()
    await writeFile(file, 'no longer a database')
    await restoreLake(backup, file, {replace: true})
    await start()
    expect(await connect(lake, 'administrator').fetch('*._id')).toEqual(['a'])
  })

  test('a backup does not replace a file', async () => {
    await operator.backup(path.join(folder, 'backup'))
    await expect(operator.backup(path.join(folder, 'backup'))).rejects.toThrow(
      /choose another name/,
    )
    await expect(operator.backup(path.join(folder, 'no', 'such'))).rejects.toThrow(/ENOENT/)
  })
})

describe('the socket', () => {
  test('is in a folder for its owner only', async () => {
    expect((await stat(path.join(folder, 'operator'))).mode & 0o777).toBe(0o700)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('of a lake that ended is nobody', async () => {
    await lake.close()
    expect(await connectOperator(path.join(folder, 'operator', 'socket'))).toBeUndefined()
    expect(await connectOperator(path.join(folder, 'nothing'))).toBeUndefined()
    const opened = openOperator({file})
    await opened.operator.addUser(will)
    expect(() => createLake({file})).toThrow(/in use/)
    opened.close()
    await start()
    expect((await operator.users()).map(({id}) => id)).toEqual(['administrator', 'will'])
    expect(() => openOperator({file})).toThrow(/in use/)
    expect(() => openOperator({file: path.join(folder, 'nothing')})).toThrow(RangeError)
  })
})
