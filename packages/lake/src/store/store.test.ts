import {readFileSync, writeFileSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {DatabaseSync} from 'node:sqlite'

import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {createLake} from '../index.ts'
import {connect} from '../test-lake.ts'
import {Store} from './store.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lake-'))
  file = path.join(folder, 'lake.sqlite')
})
afterEach(() => rm(folder, {recursive: true}))

async function write(): Promise<string> {
  const lake = createLake({file})
  const token = lake.mintToken('administrator')
  const client = connect(lake, null, {token})
  await client.mutate([{create: {_id: 'a', _type: 'page', title: 'one'}}], {transactionId: 'tx-1'})
  await client.patch('a').set({title: 'two'}).commit()
  await client.transaction().create({_id: 'b', _type: 'page'}).delete('a').commit()
  expect(lake.verifyHistory()).toEqual({transactions: 3, problems: []})
  await lake.close()
  return token
}

/** Changes the file behind the lake's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

describe('the file', () => {
  test('keeps documents, history and tokens over a restart', async () => {
    const token = await write()
    const lake = createLake({file})
    const client = connect(lake, null, {token})
    expect(await client.fetch('*._id')).toEqual(['b'])
    const history = await client.request({
      url: '/data/history/production/documents/a?revision=tx-1',
    })
    expect(history).toMatchObject({documents: [{_id: 'a', title: 'one', _rev: 'tx-1'}]})
    const again = await client.mutate([{create: {_id: 'a', _type: 'page', title: 'one'}}], {
      transactionId: 'tx-1',
    })
    expect(again).toMatchObject({
      results: [{id: 'a', operation: 'create', document: {title: 'one'}}],
    })
    expect(await client.fetch('*._id')).toEqual(['b'])
    await lake.close()
  })

  test('holds no token in clear text', async () => {
    const token = await write()
    const database = new DatabaseSync(file)
    const rows = database.prepare('SELECT * FROM credential').all()
    database.close()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('belongs to one lake at a time', async () => {
    const lake = createLake({file})
    expect(() => createLake({file})).toThrow(`${file} is in use by another process`)
    await lake.close()
  })

  test('is written through to the disk at every commit', () => {
    const {database} = new Store(file)
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})
    // 2 is FULL. With 1, a power cut loses writes that were acknowledged.
    expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([[2], ['wal']])
    database.close()
  })

  test('of a newer version is left alone', async () => {
    await write()
    tamper('PRAGMA user_version = 99')
    expect(() => createLake({file})).toThrow(
      `${file} cannot be the file of a lake: it has schema version 99, and this lake reads up to`,
    )
  })

  test('of something else is left as it is', () => {
    const other = new DatabaseSync(file)
    other.exec('CREATE TABLE other (a); INSERT INTO other VALUES (1)')
    other.close()
    const before = readFileSync(file)
    expect(() => createLake({file})).toThrow(
      `${file} cannot be the file of a lake: it is the database of something else`,
    )
    expect(readFileSync(file)).toEqual(before)
  })

  test.each([
    ['noise', Buffer.alloc(9_000, 'noise')],
    ['cut off', Buffer.from('SQLite format 3\0')],
  ])('that is %s is named in the error', (_, content) => {
    writeFileSync(file, content)
    expect(() => createLake({file})).toThrow(
      `${file} cannot be the file of a lake: file is not a database`,
    )
  })
})

describe('verifyHistory', () => {
  test.each([
    [`UPDATE "transaction" SET author = 'someone' WHERE sequence = 2`, 'its hash'],
    [`UPDATE change SET apply = '[0,null]' WHERE sequence = 2`, 'its hash'],
    [
      `DELETE FROM change WHERE sequence = 3; DELETE FROM "transaction" WHERE sequence = 2`,
      'its hash',
    ],
    [`UPDATE document SET content = replace(content, 'page', 'pagf')`, 'not what its history'],
    [`DELETE FROM document`, 'not what its history'],
  ])('finds %s', async (sql, message) => {
    await write()
    tamper(`PRAGMA foreign_keys = OFF; ${sql}`)
    const lake = createLake({file})
    const {problems} = lake.verifyHistory()
    await lake.close()
    expect(problems[0]?.message).toContain(message)
  })
})
