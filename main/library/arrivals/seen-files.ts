import type { Database } from '../../shared/sqlite'

/** What the library remembers of watched folders; part of its own file. */
export const seenFilesSchema = `
  CREATE TABLE watch_folders (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE watch_seen (
    folder TEXT NOT NULL,
    real TEXT NOT NULL,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (folder, real)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE watch_started (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/**
 * `before`: it was there when watching began, and was not asked for. `arrived`: it is in the library, and whether it
 * starts is not decided yet. `done`: all that was to be done with it is. `left`: it is not there any more; another file
 * of its name would be new (cameras count from the beginning again).
 */
export type SeenState = 'before' | 'arrived' | 'done' | 'left'

/** A file of a watched folder that is known. */
export interface SeenFile {
  /** Its path without links. */
  readonly real: string
  /** Its number on its disk, size and time: by these it is recognised under another name. */
  readonly file: string
  readonly state: SeenState
}

/** The files of watched folders that are known, so that what is new is known, too. Outlives the program. */
export class SeenFiles {
  readonly #begin
  readonly #isBegun
  readonly #all
  readonly #save
  readonly #forgetFolder
  readonly #forgetSeen
  readonly #claim

  constructor(
    database: Database,
    /** Does a change whole or not at all. */
    readonly change: (change: () => void) => void,
  ) {
    this.#begin = database.prepare('INSERT OR IGNORE INTO watch_folders (id) VALUES (?)')
    this.#isBegun = database.prepare('SELECT 1 FROM watch_folders WHERE id = ?')
    this.#all = database.prepare('SELECT real, file, state FROM watch_seen WHERE folder = ?')
    this.#save = database.prepare(
      `INSERT INTO watch_seen (folder, real, file, state) VALUES (?, ?, ?, ?)
       ON CONFLICT (folder, real) DO UPDATE SET file = excluded.file, state = excluded.state`,
    )
    this.#forgetFolder = database.prepare('DELETE FROM watch_folders WHERE id = ?')
    this.#forgetSeen = database.prepare('DELETE FROM watch_seen WHERE folder = ?')
    this.#claim = database.prepare('INSERT OR IGNORE INTO watch_started (key, at) VALUES (?, ?)')
  }

  /** Whether it is known what was in a folder when watching began. */
  isBegun(folder: string): boolean {
    return this.#isBegun.get(folder) !== undefined
  }

  /** Notes that all that was in a folder when watching began is saved. @throws {AppError} */
  begin(folder: string): void {
    this.change(() => {
      this.#begin.run(folder)
    })
  }

  of(folder: string): SeenFile[] {
    return this.#all.all(folder) as SeenFile[]
  }

  /** @throws {AppError} */
  save(folder: string, files: readonly SeenFile[]): void {
    this.change(() => {
      for (const { real, file, state } of files) this.#save.run(folder, real, file, state)
    })
  }

  /** Forgets a folder that is not watched any more. @throws {AppError} */
  forget(folder: string): void {
    this.change(() => {
      this.#forgetFolder.run(folder)
      this.#forgetSeen.run(folder)
    })
  }

  /** Notes that something is started by itself; false when it was before. @throws {AppError} */
  claim(key: string, at: number): boolean {
    let isNew = false
    this.change(() => {
      isNew = Number(this.#claim.run(key, at).changes) > 0
    })
    return isNew
  }
}
