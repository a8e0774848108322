import {type Connection, send} from './probe.ts'

const nested = (levels: number): object =>
  levels === 0 ? {a: 1} : {a: nested(levels - 1), b: nested(levels - 1)}

const small = Array.from({length: 3_000}, (_, n) => ({
  _id: `d${n}`,
  _type: 't',
  title: `slow tumor dose weekly injection receptor ${n}`,
  list: [1],
  body: Array.from({length: 4}, (__, block) => ({
    _key: `b${block}`,
    children: [{text: 'median survival grade islet '.repeat(6)}],
  })),
}))

/** What takes long to look at or to change. */
const unwieldy = [
  {
    _id: 'large',
    _type: 't',
    list: Array.from({length: 20_000}, (_, n) => n),
    items: Array.from({length: 5_000}, (_, n) => ({_key: String(n), v: 0, a: {b: {c: 1}}})),
    filling: Array.from({length: 100}, () => 'x'.repeat(9_000)),
  },
  {
    _id: 'huge',
    _type: 't',
    items: Array.from({length: 60_000}, (_, n) => ({
      _key: `k${n}`,
      v: n,
      text: 'some words of text',
    })),
  },
  {_id: 'text', _type: 't', text: 'abcdefghij abcdefghik '.repeat(20_000)},
  {
    _id: 'table',
    _type: 't',
    rows: Array.from({length: 100}, (_, n) => ({
      _key: `r${n}`,
      cells: Array.from({length: 100}, (__, m) => ({_key: `c${m}`})),
    })),
  },
  {_id: 'nested', _type: 't', a: nested(10)},
  {_id: 'edited', _type: 't', n: 0},
]

/** The documents that the nasty requests are about; `edited` gets a long history. */
export async function fill(connection: Connection): Promise<void> {
  for (let start = 0; start < small.length; start += 500) {
    await mutate(
      connection,
      small.slice(start, start + 500).map((document) => ({createOrReplace: document})),
    )
  }
  await prepareRelease(connection)
  for (const document of unwieldy) await mutate(connection, [{createOrReplace: document}])
  for (let n = 0; n < 2_000; n += 100) {
    await Promise.all(
      Array.from({length: 100}, async (_, index) =>
        mutate(connection, [{patch: {id: 'edited', set: {n: n + index}}}]),
      ),
    )
  }
}

/** A release of a thousand documents, the most that the hosted service takes. */
async function prepareRelease(connection: Connection): Promise<void> {
  await mutate(
    connection,
    [{actionType: 'sanity.action.release.create', releaseId: 'r1', metadata: {title: 'Large'}}],
    'actions',
  )
  const versions = small.slice(0, 1_000).map((document) => ({
    create: {...document, _id: `versions.r1.${document._id}`},
  }))
  await mutate(connection, versions.slice(0, 500))
  await mutate(connection, versions.slice(500))
}

async function mutate(
  connection: Connection,
  operations: readonly object[],
  kind: 'mutate' | 'actions' = 'mutate',
): Promise<void> {
  const {status, text} = await send(connection, `/v2025-02-19/data/${kind}/production`, {
    method: 'POST',
    body: JSON.stringify({[kind === 'mutate' ? 'mutations' : 'actions']: operations}),
  })
  if (status !== 200) throw new Error(`the lake could not be filled: ${status} ${text}`)
}
