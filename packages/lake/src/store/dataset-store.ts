import {createHash} from 'node:crypto'
import type {DatabaseSync, SQLInputValue, StatementSync} from 'node:sqlite'

import {applyPatch} from 'mendoza'

import type {SanityDocument} from '../document.ts'
import {isFormOf} from '../mutate/ids.ts'
import {referencesOf} from '../mutate/references.ts'
import {atomically} from './atomically.ts'
import {textsOf} from './change-texts.ts'
import type {Change, ChangeRow, Revision, TransactionRecord} from './records.ts'

export interface StoredTransaction {
  sequence: number
  id: string
  timestamp: string
  author: string
  requestHash: string
}

/** The documents and the history of one dataset. All methods are synchronous. */
export class DatasetStore {
  readonly name: string
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync, name: string) {
    this.#database = database
    this.name = name
  }

  get(id: string): SanityDocument | null {
    const sql = 'SELECT content FROM document WHERE dataset = ? AND id = ?'
    const row = this.#prepare(sql).get(this.name, id)
    return row ? parseDocument(row['content']) : null
  }

  /** The document as JSON text. */
  text(id: string): string | null {
    const sql = 'SELECT content FROM document WHERE dataset = ? AND id = ?'
    const row = this.#prepare(sql).get(this.name, id)
    return row ? String(row['content']) : null
  }

  /** Ascending `_id` by UTF-8 bytes. */
  *all(): Generator<SanityDocument> {
    const sql = 'SELECT content FROM document WHERE dataset = ? ORDER BY id'
    // A statement of its own: a cached one cannot be iterated twice at the same time.
    for (const row of this.#database.prepare(sql).iterate(this.name)) {
      yield parseDocument(row['content'])
    }
  }

  /** At most `limit` documents whose ids come after one, ascending. */
  textsAfter(id: string, limit: number): {id: string; text: string}[] {
    const sql = `SELECT id, content FROM document
      WHERE dataset = ? AND id > ? ORDER BY id LIMIT ?`
    return this.#rows(sql, this.name, id, limit).map((row) => ({
      id: String(row['id']),
      text: String(row['content']),
    }))
  }

  ofType(type: string): SanityDocument[] {
    const sql = 'SELECT content FROM document WHERE dataset = ? AND type = ? ORDER BY id'
    return this.#rows(sql, this.name, type).map((row) => parseDocument(row['content']))
  }

  /** Ids of the document, its draft and its versions, as far as they exist. */
  idsInGroup(publishedId: string): string[] {
    // A union, because an OR would look at every document.
    const sql = `SELECT id FROM document WHERE dataset = ? AND id IN (?, ?)
      UNION SELECT id FROM document WHERE dataset = ? AND ${isVersion('id')} AND substr(id, -?) = ?`
    const suffix = `.${publishedId}`
    const forms = [publishedId, `drafts.${publishedId}`]
    return this.#rows(sql, this.name, ...forms, this.name, suffix.length, suffix)
      .map((row) => String(row['id']))
      .filter((id) => !id.startsWith('versions.') || versionOf(id) === publishedId)
  }

  /** Ids of the drafts and versions that a document has or ever had. */
  formsEver(publishedId: string): string[] {
    const sql = `SELECT document_id FROM change WHERE dataset = ? AND document_id = ?
      UNION SELECT document_id FROM change
      WHERE dataset = ? AND ${isVersion('document_id')} AND substr(document_id, -?) = ?`
    const suffix = `.${publishedId}`
    return this.#rows(sql, this.name, `drafts.${publishedId}`, this.name, suffix.length, suffix)
      .map((row) => String(row['document_id']))
      .filter((id) => isFormOf(id, publishedId))
  }

  /** Ascending. */
  idsWithPrefix(prefix: string): string[] {
    const sql = 'SELECT id FROM document WHERE dataset = ? AND id >= ? AND id < ? ORDER BY id'
    return this.#rows(sql, this.name, prefix, `${prefix}\u{10ffff}`).map((row) => String(row['id']))
  }

  /** Ids of documents that hold a strong reference to `id`. */
  strongReferrers(id: string): string[] {
    const sql = `SELECT source FROM reference
      WHERE dataset = ? AND target = ? AND weak = 0 ORDER BY source`
    return this.#rows(sql, this.name, id).map((row) => String(row['source']))
  }

  transaction(id: string): StoredTransaction | null {
    const sql = `SELECT sequence, id, timestamp, author, request_hash
      FROM "transaction" WHERE dataset = ? AND id = ?`
    const row = this.#prepare(sql).get(this.name, id)
    if (!row) return null
    return {
      sequence: Number(row['sequence']),
      id: String(row['id']),
      timestamp: String(row['timestamp']),
      author: String(row['author']),
      requestHash: String(row['request_hash']),
    }
  }

  /** Of all datasets in the file; empty before the first transaction. */
  lastTimestamp(): string {
    const sql = 'SELECT timestamp FROM "transaction" ORDER BY sequence DESC LIMIT 1'
    return String(this.#prepare(sql).get()?.['timestamp'] ?? '')
  }

  /** Of all datasets in the file; 0 before the first transaction. */
  lastSequence(): number {
    const sql = 'SELECT max(sequence) AS sequence FROM "transaction"'
    return Number(this.#prepare(sql).get()?.['sequence'] ?? 0)
  }

  /**
   * Writes one transaction. When it returns, the transaction is on the disk; when it throws,
   * nothing of it is.
   */
  commit(transaction: {
    id: string
    timestamp: string
    author: string
    request: unknown
    requestHash: string
    changes: Change[]
  }): TransactionRecord {
    return atomically(this.#database, () => {
      const sequence = this.#insertTransaction(transaction)
      for (const change of transaction.changes) this.#writeDocument(change)
      const {id, timestamp, author, changes} = transaction
      return {sequence, id, timestamp, author, changes}
    })
  }

  /** Changes of one document, oldest first. */
  changesOf(documentId: string): ChangeRow[] {
    return this.#changeRows('c.dataset = ? AND c.document_id = ?', this.name, documentId)
  }

  changesIn(transactionId: string): ChangeRow[] {
    return this.#changeRows('t.dataset = ? AND t.id = ?', this.name, transactionId)
  }

  changesSince(sequence: number): ChangeRow[] {
    return this.#changeRows('c.dataset = ? AND c.sequence >= ?', this.name, sequence)
  }

  /** The latest `limit` changes of one document before a transaction, newest first. */
  changesBefore(documentId: string, sequence: number, limit: number): ChangeRow[] {
    const condition = 'c.dataset = ? AND c.document_id = ? AND c.sequence < ?'
    const order = `ORDER BY c.sequence DESC LIMIT ${limit}`
    const values = [this.name, documentId, Math.min(sequence, Number.MAX_SAFE_INTEGER)]
    return this.#orderedRows(condition, order, values)
  }

  /** Ids of documents that were changed by later transactions. */
  changedAfter(sequence: number): string[] {
    const sql = 'SELECT DISTINCT document_id FROM change WHERE dataset = ? AND sequence > ?'
    return this.#rows(sql, this.name, sequence).map((row) => String(row['document_id']))
  }

  /** How much `changesSince` would return; `bytes` counts characters. */
  sizeSince(sequence: number): {count: number; bytes: number} {
    const sql = `SELECT count(*) AS count, sum(length(mutations) + length(apply) + length(revert))
      AS bytes FROM change WHERE dataset = ? AND sequence >= ?`
    const row = this.#prepare(sql).get(this.name, sequence)
    return {count: Number(row?.['count'] ?? 0), bytes: Number(row?.['bytes'] ?? 0)}
  }

  /** Every state of one document, oldest first, rebuilt from the stored patches. */
  revisionsOf(documentId: string): Revision[] {
    let before: SanityDocument | null = null
    return this.changesOf(documentId).map((row) => {
      const after = nextState(before, row)
      const {sequence, transactionId, author, timestamp} = row
      const revision = {sequence, transactionId, author, timestamp, before, after}
      before = after
      return revision
    })
  }

  #insertTransaction(transaction: Parameters<DatasetStore['commit']>[0]): number {
    const last = this.#prepare(
      'SELECT sequence, hash FROM "transaction" ORDER BY sequence DESC LIMIT 1',
    ).get()
    const sequence = Number(last?.['sequence'] ?? 0) + 1
    const previousHash = String(last?.['hash'] ?? '')
    const request = JSON.stringify(transaction.request)
    const changes = transaction.changes.map((change) => [
      change.id,
      change.before?._rev ?? null,
      change.after?._rev ?? null,
      textsOf(change).mutations,
      textsOf(change).apply,
      textsOf(change).revert,
    ])
    const {id, timestamp, author, requestHash} = transaction
    const hash = transactionHash({
      previousHash,
      content: [sequence, this.name, id, timestamp, author, request, requestHash],
      changes,
    })
    this.#prepare('INSERT INTO "transaction" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      sequence,
      this.name,
      id,
      timestamp,
      author,
      request,
      requestHash,
      previousHash,
      hash,
    )
    const insertChange = this.#prepare('INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    for (const [position, [documentId, ...rest]] of changes.entries()) {
      insertChange.run(sequence, position, this.name, documentId ?? null, ...rest)
    }
    return sequence
  }

  #writeDocument(change: Change): void {
    const {id, after} = change
    this.#prepare('DELETE FROM reference WHERE dataset = ? AND source = ?').run(this.name, id)
    if (after === null) {
      this.#prepare('DELETE FROM document WHERE dataset = ? AND id = ?').run(this.name, id)
      return
    }
    this.#prepare(
      `INSERT INTO document VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET type = excluded.type, content = excluded.content`,
    ).run(this.name, id, after._type, textsOf(change).after)
    const insertReference = this.#prepare('INSERT INTO reference VALUES (?, ?, ?, ?)')
    for (const {target, weak} of referencesOf(after)) {
      insertReference.run(this.name, id, target, weak ? 1 : 0)
    }
  }

  #changeRows(condition: string, ...values: SQLInputValue[]): ChangeRow[] {
    return this.#orderedRows(condition, 'ORDER BY c.sequence, c.position', values)
  }

  #orderedRows(condition: string, order: string, values: readonly SQLInputValue[]): ChangeRow[] {
    const sql = `SELECT c.sequence, c.position, t.id AS transaction_id, t.timestamp, t.author,
        c.document_id, c.before_revision, c.after_revision, c.mutations, c.apply, c.revert
      FROM change c JOIN "transaction" t ON t.sequence = c.sequence
      WHERE ${condition} ${order}`
    return this.#rows(sql, ...values).map((row) => ({
      sequence: Number(row['sequence']),
      position: Number(row['position']),
      transactionId: String(row['transaction_id']),
      timestamp: String(row['timestamp']),
      author: String(row['author']),
      documentId: String(row['document_id']),
      beforeRevision: row['before_revision'] === null ? null : String(row['before_revision']),
      afterRevision: row['after_revision'] === null ? null : String(row['after_revision']),
      // Most readers want one of the two or none.
      get mutations() {
        return JSON.parse(String(row['mutations'])) as ChangeRow['mutations']
      },
      get effects() {
        return {
          apply: JSON.parse(String(row['apply'])) as unknown[],
          revert: JSON.parse(String(row['revert'])) as unknown[],
        }
      },
    }))
  }

  #rows(sql: string, ...values: SQLInputValue[]) {
    return this.#prepare(sql).all(...values)
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}

/** A range, so that an index helps. */
const isVersion = (column: string): string => `${column} >= 'versions.' AND ${column} < 'versions/'`

const versionOf = (id: string): string => id.split('.').slice(2).join('.')

/** The state after a stored change, given the one before it. */
export function nextState(
  before: SanityDocument | null,
  row: Pick<ChangeRow, 'afterRevision' | 'effects'>,
): SanityDocument | null {
  const after = applyPatch(withoutRevision(before), row.effects.apply) as SanityDocument | null
  return after === null || row.afterRevision === null ? null : {...after, _rev: row.afterRevision}
}

/** Effects are computed on documents without `_rev`. */
export function withoutRevision(document: SanityDocument | null): Record<string, unknown> | null {
  if (document === null) return null
  const {_rev: _, ...rest} = document
  return rest
}

/** SHA-256, in hexadecimal, over a transaction as stored and the hash of the one before it. */
export function transactionHash(transaction: {
  previousHash: string
  content: readonly (string | number)[]
  changes: readonly (readonly (string | null)[])[]
}): string {
  const {previousHash, content, changes} = transaction
  return createHash('sha256')
    .update(JSON.stringify([previousHash, content, changes]))
    .digest('hex')
}

function parseDocument(content: unknown): SanityDocument {
  return JSON.parse(String(content)) as SanityDocument
}
