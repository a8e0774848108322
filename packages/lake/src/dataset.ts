import {Commits} from './listen/commits.ts'
import {Listeners} from './listen/listeners.ts'
import {createQueryEngine, type QueryEngine, type QueryEngineOptions} from './query/engine.ts'
import type {DatasetStore} from './store/dataset-store.ts'
import {textsOf} from './store/change-texts.ts'
import type {Change, TransactionRecord} from './store/records.ts'

/** A dataset while the lake runs: what is stored, the query engine over it, and who listens. */
export class Dataset {
  readonly name: string
  readonly projectId: string
  readonly store: DatasetStore
  readonly engine: QueryEngine
  readonly commits = new Commits()
  readonly listeners = new Listeners(this.commits)

  constructor(projectId: string, store: DatasetStore, options: QueryEngineOptions = {}) {
    this.name = store.name
    this.projectId = projectId
    this.store = store
    this.engine = createQueryEngine(options)
    this.engine.load(store.all())
  }

  /** Stores a transaction, and only then lets queries and listeners see it. */
  commit(transaction: {
    id: string
    timestamp: string
    author: string
    request: unknown
    requestHash: string
    changes: Change[]
  }): TransactionRecord {
    const record = this.store.commit(transaction)
    this.engine.apply(
      record.changes.map((change) => ({
        id: change.id,
        text: change.after && textsOf(change).after,
      })),
    )
    this.commits.emit(record)
    return record
  }

  async close(): Promise<void> {
    this.commits.close()
    await this.listeners.close()
    await this.engine.close()
  }
}
