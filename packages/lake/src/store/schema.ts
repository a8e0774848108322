import type {DatabaseSync} from 'node:sqlite'

const SCHEMA_VERSION = 2

const tables = `
  CREATE TABLE document (
    dataset TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (dataset, id)
  );
  CREATE INDEX document_by_type ON document (dataset, type, id);

  CREATE TABLE reference (
    dataset TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, weak INTEGER NOT NULL,
    PRIMARY KEY (dataset, source, target, weak)
  );
  CREATE INDEX reference_by_target ON reference (dataset, target);

  CREATE TABLE "transaction" (
    sequence INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL, id TEXT NOT NULL, timestamp TEXT NOT NULL, author TEXT NOT NULL,
    request TEXT NOT NULL, request_hash TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL,
    UNIQUE (dataset, id)
  );

  CREATE TABLE change (
    sequence INTEGER NOT NULL REFERENCES "transaction" (sequence),
    position INTEGER NOT NULL,
    dataset TEXT NOT NULL, document_id TEXT NOT NULL,
    before_revision TEXT, after_revision TEXT,
    mutations TEXT NOT NULL, apply TEXT NOT NULL, revert TEXT NOT NULL,
    PRIMARY KEY (sequence, position)
  );
  CREATE INDEX change_by_document ON change (dataset, document_id, sequence);

  CREATE TABLE user (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL
  );
  CREATE TABLE credential (
    hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, kind TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT
  );
  CREATE TABLE setting (
    user_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (user_id, key)
  );
  CREATE TABLE asset (
    dataset TEXT NOT NULL, path TEXT NOT NULL, mime_type TEXT NOT NULL,
    sha1 TEXT NOT NULL, md5 TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (dataset, path)
  );
`

/** What brings a file of the version before to the version of its place, counted from 1. */
const migrations = [
  tables,
  `
  CREATE TABLE account (
    id TEXT PRIMARY KEY REFERENCES user (id),
    is_robot INTEGER NOT NULL, created_at TEXT NOT NULL
  );
  CREATE TABLE role (
    name TEXT PRIMARY KEY, title TEXT NOT NULL,
    grants TEXT NOT NULL, addon_grants TEXT NOT NULL
  );
  ALTER TABLE credential ADD COLUMN label TEXT;
  `,
]

/**
 * Prepares a database for the lake.
 *
 * `synchronous=FULL` because with NORMAL a power cut loses writes which were already
 * acknowledged. The exclusive lock keeps a second lake, whose listeners and query index
 * would go stale, off the same file.
 *
 * @throws {RangeError} when the file is of a newer version of the lake, or of something else
 */
export function prepareSchema(database: DatabaseSync): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > SCHEMA_VERSION) {
    throw new RangeError(
      `it has schema version ${version}, and this lake reads up to ${SCHEMA_VERSION}; take a newer lake`,
    )
  }
  if (version === 0 && database.prepare('SELECT 1 FROM sqlite_schema').get()) {
    throw new RangeError('it is the database of something else')
  }
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
  `)
  // Takes the exclusive lock even when there is nothing to create.
  database.exec('BEGIN EXCLUSIVE')
  for (const migration of migrations.slice(version)) database.exec(migration)
  if (version < SCHEMA_VERSION) database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  database.exec('COMMIT')
}
