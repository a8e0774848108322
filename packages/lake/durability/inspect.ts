import {createLake, type SanityDocument} from '../src/index.ts'
import type {Write} from './load.ts'

export interface Inspection {
  /** Ids of acknowledged transactions of which anything is missing. */
  lost: string[]
  /** Ids of documents that are there without the other document of their transaction. */
  torn: string[]
  /** What the check of the history found. */
  problems: string[]
  transactions: number
}

/** Opens the file as a restart does, and compares it with what was acknowledged. */
export async function inspect(file: string, acknowledged: readonly Write[]): Promise<Inspection> {
  const lake = createLake({file})
  try {
    const documents = await allDocuments(lake)
    const {transactions, problems} = lake.verifyHistory()
    const lost = acknowledged
      .filter(({documentIds, transactionId, counterId, count}) => {
        const counter = documents.get(counterId)
        return !(
          documentIds.every((id) => documents.get(id)?._rev === transactionId) &&
          Number(counter?.['count']) >= count
        )
      })
      .map(({transactionId}) => transactionId)
    const torn = [...documents.values()]
      .filter(({_id, _rev}) => {
        const twin = twinOf(_id)
        return twin !== null && documents.get(twin)?._rev !== _rev
      })
      .map(({_id}) => _id)
    return {
      lost,
      torn,
      problems: problems.map(({place, message}) => `${place}: ${message}`),
      transactions,
    }
  } finally {
    await lake.close()
  }
}

async function allDocuments(lake: ReturnType<typeof createLake>) {
  const token = lake.mintToken('administrator')
  const response = await lake.fetch(
    new Request('http://localhost/v2025-02-19/data/query/production?query=*&perspective=raw', {
      headers: {authorization: `Bearer ${token}`},
    }),
  )
  const {result} = (await response.json()) as {result: SanityDocument[]}
  return new Map(result.map((document) => [document._id, document]))
}

function twinOf(id: string): string | null {
  if (id.endsWith('-a')) return `${id.slice(0, -1)}b`
  return id.endsWith('-b') ? `${id.slice(0, -1)}a` : null
}
