import {Hono} from 'hono'

import type {Access} from '../auth/access.ts'
import type {SanityDocument} from '../document.ts'
import {badRequest} from '../errors.ts'
import {type LakeContext, type LakeEnv, requireDataset} from '../lake-context.ts'
import {publishedIdOf} from '../mutate/ids.ts'
import {inTurns} from './in-turns.ts'
import {flag} from './query-parameters.ts'

/** Characters of JSON that one request for documents may get. */
const MAXIMUM_LENGTH = 64_000_000

/** Documents in a page of an export by cursor. */
const EXPORT_PAGE = 1_000

/** Documents by id, and all of them. */
export function documentRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()

  app.get('/doc/:dataset/:ids', async (c) => {
    const {store, name} = requireDataset(context, c.req.param('dataset'))
    const {searchParams} = new URL(c.req.url)
    const {caller} = c.var
    const access = caller.access(name)
    const asked = c.req.param('ids').split(',').filter(Boolean)
    const ids = flag(searchParams, 'includeAllVersions')
      ? withForms(asked, store.idsWithPrefix('versions.'))
      : asked
    const excludeContent = flag(searchParams, 'excludeContent')
    const named = new Set(asked)
    // Read at once, so that all are of the same moment.
    const texts = textsWithin(new Set(ids), (id) => store.text(id))
    const omitted: {id: string; reason: 'existence' | 'permission'}[] = []
    const documents = await inTurns(texts, ([id, text]) => {
      if (text === null) {
        if (named.has(id)) omitted.push({id, reason: 'existence'})
      } else if (!mayRead(access, text)) {
        // Whether a draft exists is nobody's business without a sign-in.
        omitted.push({id, reason: caller.isAnonymous ? 'existence' : 'permission'})
      } else if (!excludeContent) return text
      return undefined
    })
    const body = `{"documents":[${documents.join(',')}],"omitted":${JSON.stringify(omitted)}}`
    return c.body(body, 200, {'content-type': 'application/json'})
  })

  app.get('/export/:dataset', (c) => {
    const {engine, store, name} = requireDataset(context, c.req.param('dataset'))
    const {searchParams} = new URL(c.req.url)
    const types = searchParams.get('types')?.split(',')
    const cursor = searchParams.get('nextCursor')
    const access = c.var.caller.access(name)
    const wanted = (text: string) =>
      mayRead(access, text) && (types === undefined || types.includes(parse(text)._type))
    // What is written while the client reads must not be half in it.
    const lines =
      cursor === null
        ? linesOf(engine.snapshot().values(), wanted)
        : pageOf(store.textsAfter(cursor, EXPORT_PAGE + 1), wanted)
    return c.body(lines, 200, {'content-type': 'application/x-ndjson'})
  })

  return app
}

/** Each id, its draft and its versions. */
function withForms(ids: readonly string[], versions: readonly string[]): string[] {
  const byPublishedId = Map.groupBy(versions, publishedIdOf)
  return ids.flatMap((id) => [id, `drafts.${id}`, ...(byPublishedId.get(id) ?? [])])
}

function textsWithin(
  ids: Iterable<string>,
  read: (id: string) => string | null,
): [id: string, text: string | null][] {
  const texts: [string, string | null][] = []
  let length = 0
  for (const id of ids) {
    const text = read(id)
    length += text?.length ?? 0
    if (length > MAXIMUM_LENGTH) {
      throw badRequest(`the documents have more than ${MAXIMUM_LENGTH} characters; ask for fewer`)
    }
    texts.push([id, text])
  }
  return texts
}

function mayRead(access: Access, text: string): boolean {
  return access.readable() === undefined || access.can('read', parse(text))
}

const parse = (text: string): SanityDocument => JSON.parse(text) as SanityDocument

/**
 * A page, and where the next one begins. The last page says nothing of it: exporters take even an
 * empty cursor for a page to come.
 */
function pageOf(
  rows: readonly {id: string; text: string}[],
  wanted: (text: string) => boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const shown = rows.slice(0, EXPORT_PAGE)
  const texts = shown.map(({text}) => text).filter(wanted)
  const isLast = rows.length <= EXPORT_PAGE
  const nextCursor = JSON.stringify({nextCursor: shown.at(-1)?.id})
  return linesOf([...texts, ...(isLast ? [] : [nextCursor])].values(), () => true)
}

/** One line each time the client has room for it. */
function linesOf(
  texts: Iterator<string>,
  wanted: (text: string) => boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      for (let unwanted = 0; ; unwanted += 1) {
        const {value, done} = texts.next()
        if (done) {
          controller.close()
          return
        }
        if (wanted(value)) {
          controller.enqueue(encoder.encode(`${value}\n`))
          return
        }
        if (unwanted % 100 === 99) await new Promise<void>((resolve) => void setImmediate(resolve))
      }
    },
  })
}
