import {contentDigest} from '@net-therapies/review'
import {type SanityClient} from 'sanity'

import {createShared} from '../create-shared.ts'
import {formsAt} from '../use-surroundings.ts'

type Document = Readonly<Record<string, unknown>> & {_id: string; _updatedAt: string}

/** What is known of the documents that a text refers to. */
export interface Sources {
  titleOf: (id: string) => string
  /** Ids of those whose own text changed since the earlier version. */
  changed: string[]
  /** Names of all drugs, which a reading grade may leave aside. */
  drugNames: string[]
}

interface Question {
  ids: readonly string[]
  since: string
}

const query = `{
  "found": *[_id in $ids],
  "drugNames": *[_type == "therapy" && !(_id in path("drafts.**"))]{name, brandNames}
}`

const useSharedSources = createShared<Question, Sources>((client, question, push) => {
  let stopped = false
  const load = async () => {
    const sources = await readSources(client, question)
    if (!stopped) push(sources)
  }
  load().catch((error: unknown) => console.error(error))
  return () => {
    stopped = true
  }
})

/** Looks up what a text refers to; `undefined` until it is known. */
export function useSources(
  client: SanityClient,
  ids: readonly string[],
  since: string,
): Sources | undefined {
  return useSharedSources(client, ['sources', since, ...ids].join(), {ids, since})
}

async function readSources(client: SanityClient, {ids, since}: Question): Promise<Sources> {
  const {found, drugNames} = await client.fetch<{
    found: Document[]
    drugNames: {name?: string; brandNames?: string[]}[]
  }>(query, {ids}, {perspective: 'raw', tag: 'review.sources'})
  const byId = new Map(found.map((document) => [document._id, document]))
  const touched = found.filter(({_updatedAt}) => since !== '' && _updatedAt > since)
  const changed = await Promise.all(
    touched.map(async (document) => {
      const earlier = (await formsAt(client, document._id, since)).flatMap((form) => form ?? [])
      const digest = contentDigest(document)
      const isSame = earlier.some((form) => contentDigest(form) === digest)
      return earlier.length > 0 && !isSame ? [document._id] : []
    }),
  )
  return {
    changed: changed.flat(),
    drugNames: drugNames.flatMap(({name, brandNames}) => [
      ...(name ? [name] : []),
      ...(brandNames ?? []),
    ]),
    titleOf: (id) => nameOf(byId.get(id)) ?? id,
  }
}

/** A source with where and when it appeared, so that it is not taken for a drug of the same name. */
function nameOf(document: Document | undefined): string | undefined {
  const title = textOf(document?.['name']) ?? textOf(document?.['title'])
  if (!document || document['_type'] !== 'citation' || title === undefined) return title
  const place = textOf(document['containerTitle']) ?? textOf(document['publisher'])
  const year = textOf(document['issued'])?.slice(0, 4)
  const origin = [place, year].filter((part) => part !== undefined).join(', ')
  return origin === '' ? title : `${title} (${origin})`
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
