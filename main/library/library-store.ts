import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { errorInfoSchema } from '../../core/errors'
import { targetSchema } from '../../core/geometry/types'
import type { LibraryPhoto } from '../../core/library'
import { photoHeaderSchema } from '../../core/photo'
import { checkSoundness, type Database, isDamage, keepAside, openDatabase, storeError } from '../shared/sqlite'

/** A photo as it is kept here. */
export interface StoredPhoto {
  readonly photo: LibraryPhoto
  /** Its path without links, by which it is recognised. */
  readonly real: string
}

/** JSON columns hold what core's schemas of the same name describe. */
const migrations = [
  `CREATE TABLE photos (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    root TEXT NOT NULL,
    real TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes REAL NOT NULL,
    modified_ms REAL NOT NULL,
    header TEXT,
    error TEXT,
    target TEXT
  ) STRICT`,
]

const upsert = `
  INSERT INTO photos (id, path, root, real, name, bytes, modified_ms, header, error, target)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET path = excluded.path, root = excluded.root, real = excluded.real,
    name = excluded.name, bytes = excluded.bytes, modified_ms = excluded.modified_ms, header = excluded.header,
    error = excluded.error, target = excluded.target
`

const rowSchema = z.object({
  id: z.string(),
  path: z.string(),
  root: z.string(),
  real: z.string(),
  name: z.string(),
  bytes: z.number(),
  modified_ms: z.number(),
  header: z.string().nullable(),
  error: z.string().nullable(),
  target: z.string().nullable(),
})

/** The library on disk: one SQLite file in the state folder, whose owner is the only writer. */
export class LibraryStore {
  readonly #database: Database

  private constructor(
    readonly file: string,
    database: Database,
    /** Where a damaged file was put, before this one was begun; else `null`. */
    readonly damaged: string | null,
  ) {
    this.#database = database
  }

  /**
   * Opens the store, making folder and file when there are none. A damaged file is put aside.
   * @throws {AppError} `state-unreadable` when a newer version wrote it, `state-unwritable` when it cannot be opened.
   */
  static open(stateDir: string): LibraryStore {
    const file = join(stateDir, 'library.sqlite')
    try {
      mkdirSync(stateDir, { recursive: true })
      try {
        return new LibraryStore(file, openSound(file), null)
      } catch (error) {
        if (!isDamage(error)) throw error
      }
      const aside = keepAside(file, Date.now())
      return new LibraryStore(file, openSound(file), aside)
    } catch (error) {
      throw storeError(error, file)
    }
  }

  /** Every photo, in the order in which they were first saved. */
  load(): StoredPhoto[] {
    return z.array(rowSchema).parse(this.#database.prepare('SELECT * FROM photos ORDER BY position').all()).map(stored)
  }

  /** Adds photos, or replaces those with the same ids: all or, when it throws, none. @throws {AppError} */
  save(photos: readonly StoredPhoto[]): void {
    this.#all(() => {
      const statement = this.#database.prepare(upsert)
      for (const { photo, real } of photos) {
        const { id, path, root, name, bytes, modifiedMs, header, error, target } = photo
        statement.run(id, path, root, real, name, bytes, modifiedMs, json(header), json(error), json(target))
      }
    })
  }

  /** Forgets photos: all or, when it throws, none. @throws {AppError} */
  remove(ids: readonly string[]): void {
    this.#all(() => {
      const statement = this.#database.prepare('DELETE FROM photos WHERE id = ?')
      for (const id of ids) statement.run(id)
    })
  }

  /** Once more is harmless. */
  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #all(change: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      change()
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw storeError(error, this.file)
    }
  }
}

/** @throws what SQLite throws for a damaged file */
function openSound(file: string): Database {
  const database = openDatabase(file, { migrations })
  try {
    checkSoundness(database)
    // A power cut may cost the last photos of an import, never the file; dropping them again brings them back.
    database.exec('PRAGMA synchronous = NORMAL')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A row as a photo; what another version meant differently has to be opened again. */
function stored({ real, modified_ms, header, error, target, ...row }: z.infer<typeof rowSchema>): StoredPhoto {
  const opened = parsed(photoHeaderSchema, header)
  const failed = parsed(errorInfoSchema, error)
  const again = { code: 'internal', message: `${row.path} has to be opened again.` } as const
  const photo: LibraryPhoto = {
    ...row,
    modifiedMs: modified_ms,
    header: opened,
    error: opened === null ? (failed ?? again) : null,
    target: parsed(targetSchema, target),
  }
  return { photo, real }
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

function parsed<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
