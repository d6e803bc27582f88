import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type LibraryPhoto, libraryPhotoSchema } from '../../core/library'
import {
  checkSoundness,
  closeDatabase,
  type Database,
  isDamage,
  keepAside,
  openDatabase,
  storeError,
} from '../shared/sqlite'
import { SeenFiles, seenFilesSchema } from './arrivals/seen-files'

/** A photo as it is kept here. */
export interface StoredPhoto {
  readonly photo: LibraryPhoto
  /** Its path without links, or the link it was fetched from: by this it is recognised. */
  readonly real: string
  /** Its file's number on its disk, by which it is recognised under another path; `null`: not known. */
  readonly inode: string | null
}

/** A photo that was removed, with its place in the order. */
export interface PlacedPhoto extends StoredPhoto {
  readonly place: number
}

/** `photo` is JSON as core's `libraryPhotoSchema` describes it: loading thousands of rows is quickest with few columns. */
const migrations = [
  `CREATE TABLE photos (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    real TEXT NOT NULL,
    photo TEXT NOT NULL
  ) STRICT`,
  'ALTER TABLE photos ADD COLUMN inode TEXT',
  seenFilesSchema,
]

const upsert = `
  INSERT INTO photos (id, real, photo, inode) VALUES (?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET real = excluded.real, photo = excluded.photo, inode = excluded.inode
`

interface PhotoRow {
  readonly real: string
  readonly photo: string
  readonly inode: string | null
}

/** The library on disk: one SQLite file in the state folder, whose owner is the only writer. */
export class LibraryStore {
  readonly #database: Database
  /** What is known of watched folders. */
  readonly seen: SeenFiles

  private constructor(
    readonly file: string,
    database: Database,
    /** Where a damaged file was put, before this one was begun; else `null`. */
    readonly damaged: string | null,
  ) {
    this.#database = database
    this.seen = new SeenFiles(database, (change) => this.#all(change))
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
    const rows = this.#database.prepare('SELECT real, photo, inode FROM photos ORDER BY position').all() as PhotoRow[]
    return rows.map(({ real, photo, inode }) => ({ real, photo: photoIn(JSON.parse(photo)), inode }))
  }

  /** Adds photos, or replaces those with the same ids: all or, when it throws, none. @throws {AppError} */
  save(photos: readonly StoredPhoto[]): void {
    this.#all(() => {
      const statement = this.#database.prepare(upsert)
      for (const { photo, real, inode } of photos) statement.run(photo.id, real, JSON.stringify(photo), inode)
    })
  }

  /** Forgets photos, and answers with the place of each: all or, when it throws, none. @throws {AppError} */
  remove(ids: readonly string[]): ReadonlyMap<string, number> {
    const places = new Map<string, number>()
    this.#all(() => {
      const statement = this.#database.prepare('DELETE FROM photos WHERE id = ? RETURNING position')
      for (const id of ids) {
        const row = statement.get(id) as { readonly position: number } | undefined
        if (row) places.set(id, row.position)
      }
    })
    return places
  }

  /** Adds photos that were removed at their places, which nobody got since. @throws {AppError} */
  putBack(photos: readonly PlacedPhoto[]): void {
    this.#all(() => {
      const statement = this.#database.prepare(
        'INSERT INTO photos (position, id, real, photo, inode) VALUES (?, ?, ?, ?, ?)',
      )
      for (const { photo, real, inode, place } of photos) {
        statement.run(place, photo.id, real, JSON.stringify(photo), inode)
      }
    })
  }

  /** The ids of all photos, in their order. @throws {AppError} */
  order(): readonly string[] {
    const rows = this.#database.prepare('SELECT id FROM photos ORDER BY position').all() as { readonly id: string }[]
    return rows.map(({ id }) => id)
  }

  /** Once more is harmless. */
  close(): void {
    if (this.#database.isOpen) closeDatabase(this.#database)
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
    closeDatabase(database)
    throw error
  }
}

/** As photos are stored: version 0.1 had neither prompts nor links, nor several targets. */
const storedSchema = libraryPhotoSchema.extend({
  prompt: libraryPhotoSchema.shape.prompt.default(null),
  link: libraryPhotoSchema.shape.link.default(null),
  moreTargets: libraryPhotoSchema.shape.moreTargets.default([]),
})

const identitySchema = storedSchema.pick({ id: true, path: true, root: true, name: true, link: true })

/** A stored photo; one that another version described differently has to be opened again. */
function photoIn(stored: unknown): LibraryPhoto {
  const photo = storedSchema.safeParse(stored)
  if (photo.success) return photo.data
  const identity = identitySchema.parse(stored)
  const error = { code: 'internal', message: `${identity.path} has to be opened again.` } as const
  return { ...identity, bytes: 0, modifiedMs: 0, header: null, error, target: null, moreTargets: [], prompt: null }
}
